import { createHash } from 'node:crypto'
import type { Database } from '#db/connect.ts'
import {
  countImportParts,
  deleteImportPart,
  findImportPart,
  insertImportPart,
} from '#db/import-parts.ts'
import { inTransaction, type UnattendedDesk } from './desk.server.ts'
import type { Position } from './imports-csv-scanner.server.ts'
import {
  type IncidentPart,
  packPart,
  partLayout,
  rowsPerPart,
  unpackPart,
} from './imports-incident-part.server.ts'
import { placesOf } from './imports-incident-places.server.ts'
import type { UnplacedPart } from './imports-incident-reading.server.ts'
import type { IncidentsRequest } from './imports-incident-rows.server.ts'
import type { ReportProgress } from './imports-progress.server.ts'
import type { TextSource } from './imports-text.server.ts'
import { openBoundaries } from './locating.server.ts'

/** The batch does not wait any more, and its parts went with it. */
export class PartsGone extends Error {
  constructor() {
    super('The parts of this import are gone: it was imported or discarded meanwhile.')
  }
}

/** What the parts of a file follow from: its text and what was stated of it; and its characters. */
export async function digestOf(
  request: IncidentsRequest,
  source: TextSource,
): Promise<{ digest: string; length: number }> {
  const { crs, categoryCode, fields } = request
  const { id, lon, lat, on, category } = fields
  const stated = [partLayout, rowsPerPart, crs, categoryCode, id, lon, lat, on, category]
  const hash = createHash('sha256').update(JSON.stringify(stated))
  let length = 0
  for await (const piece of source()) {
    hash.update(piece)
    length += piece.length
  }
  return { digest: hash.digest('hex'), length }
}

/** Keeps what is not kept yet of a file, part by part; answers how many parts there are. */
export async function keepParts(
  desk: UnattendedDesk,
  batchId: number,
  file: { start: Position; length: number; read(from: Position): AsyncIterable<UnplacedPart> },
  onProgress: ReportProgress,
): Promise<number> {
  let count = await countImportParts(desk.db, batchId)
  const last = count > 0 ? await findPart(desk.db, batchId, count - 1) : null
  if (last) {
    const records = (count - 1) * rowsPerPart + last.records
    const share = last.next.offset / file.length
    onProgress({ phase: 'reading', records, share, resumedFrom: last.next.line })
    if (last.isLast) return count
  }
  for await (const part of file.read(last?.next ?? file.start)) {
    const body = packPart(await placed(desk, part))
    const isKept = await inTransaction(desk, (desk) =>
      insertImportPart(desk.db, { batchId, part: count, body }),
    )
    if (!isKept) throw new PartsGone()
    const records = count * rowsPerPart + part.records
    onProgress({ phase: 'reading', records, share: part.next.offset / file.length })
    count++
  }
  return count
}

/** The parts of a batch in their order, each taken away as it is read. */
export async function* takeParts(
  db: Database,
  batchId: number,
  count: number,
): AsyncGenerator<IncidentPart> {
  for (let number = 0; number < count; number++) {
    const part = await findPart(db, batchId, number)
    if (!part) throw new PartsGone()
    await deleteImportPart(db, batchId, number)
    yield part
  }
}

/** A part with the places of its rows by the boundaries as they are now. */
export async function placed(desk: UnattendedDesk, part: UnplacedPart): Promise<IncidentPart> {
  return { ...part, places: await placesOf(await openBoundaries(desk.db), part) }
}

async function findPart(db: Database, batchId: number, number: number) {
  const body = await findImportPart(db, batchId, number)
  return body ? unpackPart(body) : null
}
