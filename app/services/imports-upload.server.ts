import { findImportBatch, insertImportBatch, moveImportBatch } from '#db/import-batches.ts'
import type { BatchKind } from '../domain/import-batches.ts'
import { guessColumns } from '../domain/import-columns.ts'
import type { ImportInput } from '../domain/import-form.ts'
import { storedOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { type ImportRequest, importFile } from './imports.server.ts'
import { csvRecords, UnclosedQuote } from './imports-csv.server.ts'
import { type TextSource, textOf, textSource, wholeText } from './imports-text.server.ts'

/** What an uploaded file waits with until its fields are stated. */
export interface Upload {
  kind: BatchKind
  fileName: string
  /** The names of the file's fields there are to choose from. */
  columns: string[]
}

/** Features of a GeoJSON looked at for the names of its fields. */
const featuresLookedAt = 50

/** Takes in a file as text and reads which fields it has; nothing of it is imported. */
export async function uploadImport(
  desk: Desk,
  { kind, fileName, bytes }: { kind: BatchKind; fileName: string; bytes: Uint8Array },
): Promise<{ ok: true; batchId: number } | { ok: false; refusal: ImportRefusal }> {
  const source = await textOf(async function* () {
    yield bytes
  })
  if (!source) return { ok: false, refusal: { reason: 'unreadableText' } }
  const fields = await fieldsOf(kind, source)
  if (!fields.ok) return fields
  const upload: Upload = { kind, fileName, columns: fields.names }
  const content = await wholeText(source)
  return inTransaction(desk, async (desk) => {
    const batchId = await insertImportBatch(desk.db, {
      kind,
      layer: null,
      fileName,
      crs: null,
      options: JSON.stringify(upload),
      status: 'uploaded',
      content,
      outcome: '{}',
      workerId: desk.worker.id,
      createdAt: desk.now,
    })
    await audit(desk, 'import.uploaded', 'import', batchId, { kind, fileName })
    return { ok: true, batchId }
  })
}

/** Tries the waiting file with the fields as stated; what would come of it is kept to confirm. */
export async function previewUpload(
  desk: Desk,
  batchId: number,
  input: ImportInput,
): Promise<{ ok: true } | { ok: false; refusal: ImportRefusal }> {
  const batch = await findImportBatch(desk.db, batchId)
  const waits = batch?.status === 'uploaded' || batch?.status === 'previewed'
  if (!waits || batch.content === null) return { ok: false, refusal: { reason: 'notPreviewed' } }
  const request = requestOf(input, batch.fileName)
  const tried = await importFile(desk, request, textSource(batch.content), { dryRun: true })
  if (!tried.ok) return tried
  const moved = await moveImportBatch(
    desk.db,
    { id: batchId, from: batch.status, to: 'previewed' },
    {
      layer: request.kind === 'grids' ? request.layer : null,
      crs: request.kind === 'areas' ? null : request.crs,
      options: JSON.stringify({ ...request, columns: columnsOf(batch.options) }),
      outcome: JSON.stringify(storedOutcome(tried.outcome)),
    },
  )
  return moved ? { ok: true } : { ok: false, refusal: { reason: 'notPreviewed' } }
}

/** The fields a waiting file has, and what was stated or can be guessed of them, for the form. */
export function statedOf(batch: { options: string }): {
  columns: string[]
  values: Record<string, string>
} {
  const {
    columns = [],
    fields = {},
    ...stated
  } = JSON.parse(batch.options) as Partial<Upload> & {
    fields?: Record<string, string>
  } & Record<string, unknown>
  const texts = Object.entries({ ...guessColumns(columns), ...stated, ...fields })
  return {
    columns,
    values: Object.fromEntries(
      texts.map(([name, value]) => [name, value === true ? 'on' : `${value}`]),
    ),
  }
}

const columnsOf = (options: string): string[] =>
  (JSON.parse(options) as Partial<Upload>).columns ?? []

/** The request as the terminal makes it too: fields left empty are not named. */
function requestOf(input: ImportInput, fileName: string): ImportRequest {
  const orNone = (field: string | null) => field ?? undefined
  switch (input.kind) {
    case 'areas': {
      const { kind, code, name, parent } = input
      return { kind, fileName, fields: { code, name, parent } }
    }
    case 'grids': {
      const { kind, layer, crs, code, validFrom, wholeLayer } = input
      const optional = {
        name: orNone(input.name),
        area: orNone(input.area),
        households: orNone(input.households),
        population: orNone(input.population),
      }
      const fields = { code, ...optional }
      return { kind, fileName, layer, crs, fields, validFrom: orNone(validFrom), wholeLayer }
    }
    case 'incidents': {
      const { kind, crs, id, lon, lat, on } = input
      const fields = { id, lon, lat, on, category: orNone(input.category) }
      return { kind, fileName, crs, fields, categoryCode: orNone(input.categoryCode) }
    }
  }
}

async function fieldsOf(
  kind: BatchKind,
  source: TextSource,
): Promise<{ ok: true; names: string[] } | { ok: false; refusal: ImportRefusal }> {
  return kind === 'grids' ? propertiesIn(await wholeText(source)) : headerOf(source)
}

async function headerOf(source: TextSource) {
  try {
    const first = await csvRecords(source).next()
    const names = first.done ? [] : (first.value[0]?.fields ?? []).map((name) => name.trim())
    if (names.length === 0) return refused({ reason: 'emptyFile' })
    return { ok: true as const, names: names.filter((name) => name !== '') }
  } catch (error) {
    if (error instanceof UnclosedQuote) {
      return refused({ reason: 'unclosedQuote', line: error.line })
    }
    throw error
  }
}

function propertiesIn(text: string) {
  const features = featuresIn(text)
  if (!features) return refused({ reason: 'notJson' })
  const names = features
    .slice(0, featuresLookedAt)
    .flatMap((feature) => Object.keys(feature?.properties ?? {}))
  if (names.length === 0) return refused({ reason: 'notGeoJson' })
  return { ok: true as const, names: [...new Set(names)] }
}

function featuresIn(text: string): ({ properties?: object | null } | null)[] | null {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const features = json && typeof json === 'object' && 'features' in json ? json.features : null
    return Array.isArray(features) ? features : []
  } catch {
    return null
  }
}

const refused = (refusal: ImportRefusal) => ({ ok: false as const, refusal })
