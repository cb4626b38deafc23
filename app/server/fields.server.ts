const longestField = 10_000

/** The text fields of a posted form; files and anything over-long are left out. */
export async function fieldsOf(request: Request): Promise<Record<string, string>> {
  const form = await request.formData()
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && value.length <= longestField ? [[name, value]] : [],
    ),
  )
}
