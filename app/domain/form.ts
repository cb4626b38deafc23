import * as v from 'valibot'

/** What a form sends: FormData, or a record of texts with the same dotted names. */
export type FormSource = Iterable<readonly [string, unknown]> | Readonly<Record<string, unknown>>

export type ParsedForm<Value> =
  | { ok: true; value: Value }
  | {
      ok: false
      /** The first problem of each field by its dotted name; `''` is the form as a whole. */
      problems: Record<string, string>
      /** What was typed, by dotted name, to fill the form in again. */
      values: Record<string, string>
    }

/**
 * Reads a sent form by its schema. Names like `parties.0.name` become nested lists and records, as
 * react-hook-form builds them; files are left out; of a name sent twice the last text counts.
 */
export function parseForm<Schema extends v.GenericSchema>(
  schema: Schema,
  source: FormSource,
): ParsedForm<v.InferOutput<Schema>> {
  const values = textsOf(source)
  const parsed = v.safeParse(schema, nested(values))
  if (parsed.success) return { ok: true, value: parsed.output }
  const problems: Record<string, string> = {}
  for (const issue of parsed.issues) problems[v.getDotPath(issue) ?? ''] ??= issue.message
  return { ok: false, problems, values }
}

function textsOf(source: FormSource): Record<string, string> {
  const entries = isIterable(source) ? [...source] : Object.entries(source)
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const isIterable = (source: FormSource): source is Iterable<readonly [string, unknown]> =>
  Symbol.iterator in source

interface NamedText {
  path: readonly string[]
  text: string
}

type Nested = string | Nested[] | { [name: string]: Nested }

/** `parties.0.name` is as deep as forms go; a longer name is no field of ours. */
const mostParts = 3

const nested = (values: Record<string, string>): Nested =>
  branchOf(
    Object.entries(values).flatMap(([name, text]) => {
      const path = name.split('.', mostParts + 1)
      return path.length > mostParts ? [] : [{ path, text }]
    }),
  )

function branchOf(texts: readonly NamedText[]): Nested {
  const branches = new Map<string, NamedText[]>()
  for (const { path, text } of texts) {
    const [head, ...rest] = path
    if (head === undefined) return text
    const branch = branches.get(head) ?? []
    branch.push({ path: rest, text })
    branches.set(head, branch)
  }
  return [...branches.keys()].every((name) => rowPattern.test(name))
    ? rowsOf(branches)
    : Object.fromEntries([...branches].map(([name, texts]) => [name, branchOf(texts)]))
}

/** Rows 0 to 99: a larger number in a name is a text like any other, never a list that long. */
const rowPattern = /^\d{1,2}$/

function rowsOf(branches: ReadonlyMap<string, readonly NamedText[]>): Nested[] {
  const last = Math.max(...[...branches.keys()].map(Number))
  return Array.from({ length: last + 1 }, (_, row) => branchOf(branches.get(String(row)) ?? []))
}
