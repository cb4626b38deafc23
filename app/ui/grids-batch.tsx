import { Stack } from '@mantine/core'
import type { MendKind, MendOffer } from '../domain/boundary-mends.ts'
import type { Review } from '../domain/boundary-review.ts'
import type { Day } from '../domain/day.ts'
import type { BatchStatus } from '../domain/import-batches.ts'
import type { GridsOutcome } from '../domain/import-outcomes.ts'
import type { MendsShown } from '../domain/mend-pictures.ts'
import { BoundaryChangesView } from './boundary-changes.tsx'
import { BoundaryPublished, BoundaryPublishing } from './boundary-publishing.tsx'
import { BoundaryReview } from './boundary-review.tsx'
import { fieldsForm } from './import-fields-form.tsx'
import { ImportOutcomeView } from './import-outcome-view.tsx'
import { MendChoices } from './mend-choices.tsx'
import { MendPictures } from './mend-pictures.tsx'

export interface GridsBatchProps {
  status: BatchStatus
  outcome: GridsOutcome
  /** What is wrong with the file; null where that is not kept. */
  review: Review | null
  /** What can be mended, and what was chosen of it. */
  offers: readonly MendOffer[]
  chosen: readonly MendKind[]
  mends: MendsShown | null
  outlinesAddress: string
  today: Day
  /** Who is on duty in the grids that change, by code. */
  posted: Readonly<Record<string, readonly string[]>>
}

/** A layer that was tried or published: examined, mended, what it changes, and the last word. */
export function GridsBatch(props: GridsBatchProps) {
  const { status, outcome, review, offers, chosen, mends, outlinesAddress, today, posted } = props
  const { changes, layer, validFrom } = outcome
  const isWaiting = status === 'previewed'
  return (
    <Stack>
      {isWaiting && (
        <nav className="import-parts" aria-label="本页内容">
          {review && <a href="#review">体检 {review.totals.before} 处</a>}
          {offers.length > 0 && <a href="#mends">可以修正的</a>}
          {mends && <a href="#mended">修正前后</a>}
          {changes && <a href="#changes">会改变什么</a>}
          <a href="#publish">发布</a>
        </nav>
      )}
      {status === 'imported' && <BoundaryPublished outcome={outcome} />}
      <ImportOutcomeView outcome={outcome} status={status} />
      {isWaiting && review && (
        <BoundaryReview key={outlinesAddress} review={review} outlinesAddress={outlinesAddress} />
      )}
      {isWaiting && (
        <MendChoices key={chosen.join()} form={fieldsForm} offers={offers} chosen={chosen} />
      )}
      {mends && <MendPictures shown={mends} />}
      {changes && (
        <BoundaryChangesView
          changes={changes}
          layer={layer}
          validFrom={validFrom}
          isPublished={status === 'imported'}
          posted={posted}
        />
      )}
      {isWaiting && <BoundaryPublishing outcome={outcome} today={today} />}
    </Stack>
  )
}
