const longestField = 10_000

/** The posted form; a 400 where the body is not the form it says it is. */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new Response(null, { status: 400 })
  }
}

/** The text fields of a posted form; files and anything over-long are left out. */
export async function fieldsOf(request: Request): Promise<Record<string, string>> {
  const form = await formOf(request)
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && value.length <= longestField ? [[name, value]] : [],
    ),
  )
}
