import { deleteAreas, insertAreas, listAreas, listAreasInUse, renameArea } from '#db/areas.ts'
import type { Row } from '#db/schema.ts'
import { areaLevels } from '../domain/areas.ts'
import { type AreasOutcome, sampleSize } from '../domain/import-outcomes.ts'
import type { ImportProblemKind } from '../domain/import-problems.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { openTable, type TableRow } from './imports-csv.server.ts'
import { ProblemList } from './imports-problem-list.server.ts'
import type { ImportRun, Undone } from './imports-run.server.ts'
import type { TextSource } from './imports-text.server.ts'

export interface AreasRequest {
  kind: 'areas'
  fileName: string
  /** Names of the file's fields. */
  fields: { code: string; name: string; parent: string }
}

/** What an undo needs beside the batch's own rows. */
interface AreasUndo {
  renamed: { code: string; name: string }[]
}

type Area = Row<'areas'>

interface Line {
  line: number
  code: string
  name: string
  parentCode: string | null
}

/**
 * Imports the administrative tree from CSV. Parents may come in any order; the level follows from
 * the depth. Known areas take the file's name and keep their place: one that the file puts under
 * another parent is refused by line, because what is below it and who works there hang on its path.
 */
export async function importAreas(
  desk: UnattendedDesk,
  batchId: number,
  request: AreasRequest,
  source: TextSource,
): Promise<ImportRun<AreasOutcome>> {
  const table = await openTable(source, request.fields)
  if (!table.ok) return table
  const problems = new ProblemList()
  const lines = new Map<string, Line>()
  let records = 0
  for await (const { rows } of table.pages()) {
    records += rows.length
    for (const row of rows) {
      const line = readLine(row)
      const problem = problemOf(line, lines)
      if (problem) problems.skip(row.line, problem, request.fields.code, line.code)
      else lines.set(line.code, line)
    }
  }
  const known = new Map((await listAreas(desk.db)).map((area) => [area.code, area]))
  const placed = placeAll(lines, known, request, problems)
  const added = placed.filter(({ code }) => !known.has(code))
  const renamed = placed.flatMap(({ code, name }) => {
    const before = known.get(code)
    return before && before.name !== name ? [before] : []
  })
  await insertAreas(
    desk.db,
    added.map((area) => ({ ...area, batchId })),
  )
  for (const { code } of renamed) await renameArea(desk.db, code, lines.get(code)?.name ?? '')
  const undo: AreasUndo = { renamed: renamed.map(({ code, name }) => ({ code, name })) }
  return {
    ok: true,
    undo,
    outcome: {
      kind: 'areas',
      records,
      skipped: records - placed.length,
      added: added.length,
      renamed: renamed.length,
      unchanged: placed.length - added.length - renamed.length,
      ...problems.summary(),
      sample: placed.slice(0, sampleSize).map(({ code, name, level, parentCode }) => ({
        code,
        name,
        level,
        parentCode,
      })),
    },
  }
}

/** Takes the batch's areas out again, unless something has come to hang on one of them. */
export async function undoAreas(
  desk: UnattendedDesk,
  batchId: number,
  undo: AreasUndo,
): Promise<Undone> {
  const areas = await listAreas(desk.db)
  const added = areas.filter((area) => area.batchId === batchId).map(({ code }) => code)
  const parents = new Set(
    areas.filter((area) => area.batchId !== batchId).map((area) => area.parentCode),
  )
  const inUse = await listAreasInUse(desk.db, added)
  const held = added.filter((code) => parents.has(code) || inUse.includes(code))
  if (held.length > 0) return { ok: false, reason: 'inUse', codes: held.slice(0, sampleSize) }
  await deleteAreas(desk.db, added.reverse())
  for (const { code, name } of undo.renamed) await renameArea(desk.db, code, name)
  return { ok: true }
}

function readLine(row: TableRow<keyof AreasRequest['fields']>): Line {
  const { line } = row
  const [code, name, parent] = [row.value('code'), row.value('name'), row.value('parent')]
  return { line, code, name, parentCode: parent || null }
}

function problemOf(line: Line, earlier: ReadonlyMap<string, Line>): ImportProblemKind | null {
  if (line.code === '') return 'missingCode'
  if (line.code.includes('/')) return 'unusableCode'
  if (line.name === '') return 'missingName'
  return earlier.has(line.code) ? 'repeatedCode' : null
}

/** The areas that can stand in the tree, parents before children. */
function placeAll(
  lines: ReadonlyMap<string, Line>,
  known: ReadonlyMap<string, Area>,
  request: AreasRequest,
  problems: ProblemList,
): Omit<Area, 'batchId'>[] {
  const placed = new Map<string, Omit<Area, 'batchId'> | null>()
  for (const { code } of lines.values()) place(code, [])
  return [...placed.values()].filter((area) => area !== null)

  function place(code: string, children: readonly string[]): Omit<Area, 'batchId'> | null {
    const line = lines.get(code)
    if (!line) return known.get(code) ?? null
    const before = placed.get(code)
    if (before !== undefined) return before
    const area = children.includes(code) ? 'circularParent' : placeUnderParent(line, children)
    if (typeof area === 'string' && !placed.has(code)) {
      problems.skip(line.line, area, request.fields.parent, line.parentCode ?? '')
    }
    const result = typeof area === 'string' ? null : area
    if (!placed.has(code)) placed.set(code, result)
    return result
  }

  function placeUnderParent(line: Line, children: readonly string[]) {
    const { code, name, parentCode } = line
    const parent =
      parentCode === null ? null : (place(parentCode, [...children, code]) ?? known.get(parentCode))
    if (parentCode !== null && !parent) return 'unknownParent'
    const path = `${parent?.path ?? '/'}${code}/`
    const level = areaLevels[path.split('/').length - 3]
    if (level === undefined) return 'tooDeep'
    const present = known.get(code)
    if (present && present.path !== path) return 'movedArea'
    return { code, name, level, parentCode, path }
  }
}
