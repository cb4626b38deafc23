import { findImportBatch, insertImportBatch, moveImportBatch } from '#db/import-batches.ts'
import type { BatchKind } from '../domain/import-batches.ts'
import { guessColumns } from '../domain/import-columns.ts'
import type { ImportInput } from '../domain/import-form.ts'
import { storedOutcome } from '../domain/import-outcomes.ts'
import type { ImportRefusal } from '../domain/import-problems.ts'
import { audit } from './audit.server.ts'
import { aside } from './boundary-aside.server.ts'
import { examinationText } from './boundary-draft-examination.server.ts'
import type { BoundaryFormat } from './boundary-file.server.ts'
import { type Desk, inTransaction } from './desk.server.ts'
import { type ImportRequest, importFile } from './imports.server.ts'
import { csvRecords, UnclosedQuote } from './imports-csv.server.ts'
import type { GridsRequest } from './imports-grid-rows.server.ts'
import { type TextSource, textOf, textSource, wholeText } from './imports-text.server.ts'

/** What an uploaded file waits with until its fields are stated. */
export interface Upload {
  kind: BatchKind
  fileName: string
  /** The names of the file's fields there are to choose from. */
  columns: string[]
  /** Of boundaries: what the file is, what its name promises instead, and the CRS it declares. */
  format?: BoundaryFormat
  misnamed?: string
  declared?: string
}

/** Takes in a file as text and reads which fields it has; nothing of it is imported. */
export async function uploadImport(
  desk: Desk,
  { kind, fileName, bytes }: { kind: BatchKind; fileName: string; bytes: Uint8Array },
): Promise<{ ok: true; batchId: number } | { ok: false; refusal: ImportRefusal }> {
  const opened = await openUpload(kind, fileName, bytes)
  if (!opened.ok) return opened
  const { content, ...rest } = opened.file
  const upload: Upload = { kind, fileName, ...rest }
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
  const request = { ...requestOf(input, batch.fileName), ...endsOf(batch.options) }
  const tried = await importFile(desk, request, textSource(batch.content), {
    dryRun: true,
    batchId,
  })
  if (!tried.ok) return tried
  const examined =
    request.kind === 'grids'
      ? await examinationText(desk, request, batch.content)
      : { ok: true as const, kept: null }
  if (!examined.ok) return examined
  const moved = await moveImportBatch(
    desk.db,
    { id: batchId, from: batch.status, to: 'previewed' },
    {
      layer: request.kind === 'grids' ? request.layer : null,
      crs: request.kind === 'areas' ? null : request.crs,
      options: JSON.stringify({ ...uploadOf(batch.options), ...request }),
      outcome: JSON.stringify(storedOutcome(tried.outcome)),
      examination: examined.kept,
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
    mends = [],
    ends: _,
    ...stated
  } = JSON.parse(batch.options) as Partial<Upload> &
    Pick<GridsRequest, 'ends' | 'mends'> & { fields?: Record<string, string> } & Record<
      string,
      unknown
    >
  const ticked = Object.fromEntries(mends.map((mend) => [`mends.${mend}`, true]))
  const texts = Object.entries({ ...guessColumns(columns), ...stated, ...fields, ...ticked })
  return {
    columns,
    values: Object.fromEntries(
      texts.map(([name, value]) => [name, value === true ? 'on' : `${value}`]),
    ),
  }
}

/** What is known of the file itself, whatever is stated of it. */
function uploadOf(options: string): Partial<Upload> {
  const { columns, format, misnamed, declared } = JSON.parse(options) as Partial<Upload>
  return {
    ...(columns && { columns }),
    ...(format && { format }),
    ...(misnamed !== undefined && { misnamed }),
    ...(declared !== undefined && { declared }),
  }
}

/** The codes that a redrawing ends, which no form states. */
function endsOf(options: string): Pick<GridsRequest, 'ends'> {
  const { ends } = JSON.parse(options) as Partial<GridsRequest>
  return ends ? { ends } : {}
}

/** The request as the terminal makes it too: fields left empty are not named. */
function requestOf(input: ImportInput, fileName: string): ImportRequest {
  const orNone = (field: string | null) => field ?? undefined
  switch (input.kind) {
    case 'areas': {
      const { kind, code, name, parent } = input
      return { kind, fileName, fields: { code, name, parent } }
    }
    case 'grids': {
      const { kind, layer, crs, code, validFrom, wholeLayer, mends } = input
      const optional = {
        name: orNone(input.name),
        area: orNone(input.area),
        households: orNone(input.households),
        population: orNone(input.population),
      }
      const fields = { code, ...optional }
      const day = orNone(validFrom)
      return { kind, fileName, layer, crs, fields, validFrom: day, wholeLayer, mends }
    }
    case 'incidents': {
      const { kind, crs, id, lon, lat, on } = input
      const fields = { id, lon, lat, on, category: orNone(input.category) }
      return { kind, fileName, crs, fields, categoryCode: orNone(input.categoryCode) }
    }
  }
}

type OpenedUpload =
  | { ok: true; file: Omit<Upload, 'kind' | 'fileName'> & { content: string } }
  | { ok: false; refusal: ImportRefusal }

async function openUpload(
  kind: BatchKind,
  fileName: string,
  bytes: Uint8Array,
): Promise<OpenedUpload> {
  if (kind === 'grids') return openBoundaries(fileName, bytes)
  const source = await textOf(async function* () {
    yield bytes
  })
  if (!source) return refused({ reason: 'unreadableText' })
  const fields = await headerOf(source)
  if (!fields.ok) return fields
  return { ok: true, file: { columns: fields.names, content: await wholeText(source) } }
}

async function openBoundaries(fileName: string, bytes: Uint8Array): Promise<OpenedUpload> {
  const read = await aside('open', bytes.length, [bytes, fileName])
  if (!read.ok) return read
  const { text, format, fields, declared, misnamed } = read
  if (fields.length === 0) return refused({ reason: 'noFields' })
  return {
    ok: true,
    file: {
      columns: fields,
      format,
      ...(misnamed !== null && { misnamed }),
      ...(declared !== null && { declared: declared.name }),
      content: text,
    },
  }
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

const refused = (refusal: ImportRefusal) => ({ ok: false as const, refusal })
