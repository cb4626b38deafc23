import { countGridsOn } from '#db/grids.ts'
import { findImportReport } from '#db/import-batches.ts'
import { layers } from '../domain/areas.ts'
import type { KeptExamination } from '../domain/boundary-defects.ts'
import type { MendKind } from '../domain/boundary-mends.ts'
import { reviewOf, reviewQueryOf } from '../domain/boundary-review.ts'
import type { Day } from '../domain/day.ts'
import { answersOf } from '../domain/import-answers.ts'
import type { ImportOutcome } from '../domain/import-outcomes.ts'
import type { ImportProblem } from '../domain/import-problems.ts'
import { shownMends } from '../domain/mend-pictures.ts'
import { nextMonday } from '../domain/redrawing.ts'
import { rowIdOf } from '../domain/row-id.ts'
import { draftOutlinesVersion } from '../services/boundary-draft-outlines.server.ts'
import { readChanges } from '../services/boundary-publishing.server.ts'
import type { Desk } from '../services/desk.server.ts'
import { statedOf } from '../services/imports-upload.server.ts'
import { type GuardedArgs, notFound } from './guard.server.ts'

export async function batchOf({ desk, params }: Pick<GuardedArgs, 'desk' | 'params'>) {
  const batch = await findImportReport(desk.db, rowIdOf(params.batchId))
  if (!batch) throw notFound()
  return batch
}

/** Everything the page of a batch shows, by its address. */
export async function importPage({ desk, params, url }: GuardedArgs) {
  const { outcome, examination, options, ...batch } = await batchOf({ desk, params })
  const monday = nextMonday(desk.today)
  const { format, misnamed, declared, mends = [] } = JSON.parse(options) as StoredOptions
  const { columns, values } = statedOf({ options })
  const first = batch.status === 'uploaded' ? { validFrom: await firstDay(desk, monday) } : {}
  const result = JSON.parse(outcome) as Partial<ImportOutcome>
  const kept = examination ? (JSON.parse(examination) as KeptExamination) : null
  const isWaiting = batch.status === 'previewed'
  const review = kept && isWaiting ? reviewOf(kept, reviewQueryOf(url.searchParams)) : null
  const isAfter = review?.query.isAfter ?? false
  const version = draftOutlinesVersion({ ...batch, options }, isAfter)
  return {
    batch,
    file: { format, misnamed, declared },
    columns,
    values: answersOf({ ...first, ...values }, monday),
    outcome: 'kind' in result ? withoutExamined(result as ImportOutcome, kept) : null,
    review,
    offers: kept?.offers ?? [],
    chosen: mends,
    mends:
      'mends' in result && result.mends
        ? shownMends(result.mends, url.searchParams.get('pictures'))
        : null,
    posted: await postedIn(desk, batch.id, result),
    outlinesAddress: `/imports/${batch.id}/outlines?v=${version}${isAfter ? '&state=after' : ''}`,
    monday,
    today: desk.today,
  }
}

export type ImportPageShown = Awaited<ReturnType<typeof importPage>>

/** What is kept of a file beside what was stated of it. */
interface StoredOptions {
  format?: string
  misnamed?: string
  declared?: string
  mends?: MendKind[]
}

/** The first boundaries hold since always; later ones change what there is. */
async function firstDay(desk: Desk, monday: Day): Promise<Day | ''> {
  for (const layer of layers)
    if ((await countGridsOn(desk.db, layer, desk.today)) > 0) return monday
  return ''
}

/** Remarks of the fields alone: what is wrong with outlines is told by the examination. */
function withoutExamined(outcome: ImportOutcome, kept: KeptExamination | null): ImportOutcome {
  if (outcome.kind !== 'grids') return outcome
  const { mends: _, ...shown } = outcome
  if (!kept) return shown
  const pairs = new Set(
    kept.defects.flatMap(({ code, other }) => [`${code} ${other}`, `${other} ${code}`]),
  )
  const codes = new Map(kept.defects.map(({ line, code }) => [line, code]))
  const isNews = ({ kind, line, overlap }: ImportProblem) =>
    besidesOutlines.has(kind) ||
    (overlap !== undefined && !pairs.has(`${codes.get(line)} ${overlap.code}`))
  const problems = outcome.problems.filter(isNews)
  const unlisted = outcome.problemTotal - outcome.problems.length
  return { ...shown, problems, problemTotal: problems.length + (unlisted > 0 ? unlisted : 0) }
}

const besidesOutlines: ReadonlySet<ImportProblem['kind']> = new Set([
  'unknownArea',
  'unusableNumber',
  'datumApproximate',
  'zonePrefix',
])

/** The people on duty in the grids that change, by code. */
async function postedIn(
  desk: Desk,
  batchId: number,
  outcome: Partial<ImportOutcome>,
): Promise<Record<string, string[]>> {
  if (!('changes' in outcome) || outcome.changes?.posts.total === 0) return {}
  const changes = await readChanges(desk, batchId)
  return Object.fromEntries(
    (changes?.posted ?? []).map(({ code, workers }) => [code, workers.map(({ name }) => name)]),
  )
}
