import { Link } from '@remix-run/react'
import { boundaryDefectLabels } from '../domain/boundary-defects.ts'
import { type Review, reviewAddress } from '../domain/boundary-review.ts'
import { defectHandlingLabels } from '../domain/labels.ts'
import { DefectSign } from './defect-sign.tsx'

/** How often each kind occurs, the gravest first; pressed, the list and the map show it alone. */
export function DefectKinds({ review }: { review: Review }) {
  const { kinds, query } = review
  const total = kinds.reduce((sum, { count }) => sum + count, 0)
  return (
    <nav aria-label="按问题筛选">
      <ul className="defect-kinds">
        <li>
          <Link
            to={reviewAddress({ ...query, kind: null, page: 1 })}
            aria-current={query.kind === null ? 'true' : undefined}
            preventScrollReset
          >
            全部 <b>{total}</b>
          </Link>
        </li>
        {kinds.map(({ kind, count, handling }) => (
          <li key={kind}>
            <Link
              to={reviewAddress({ ...query, kind, page: 1 })}
              aria-current={query.kind === kind ? 'true' : undefined}
              preventScrollReset
            >
              <DefectSign handling={handling} />
              {boundaryDefectLabels[kind]} <b>{count}</b>
              <small>{defectHandlingLabels[handling]}</small>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
