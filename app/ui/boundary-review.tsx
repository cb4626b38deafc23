import { Alert, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@remix-run/react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import {
  defectHandlings,
  defectsPerPage,
  type Review,
  reviewAddress,
} from '../domain/boundary-review.ts'
import { defectHandlingLabels } from '../domain/labels.ts'
import { DefectKinds } from './defect-kinds.tsx'
import { DefectList, defectId } from './defect-list.tsx'
import { DefectMap } from './defect-map.tsx'
import { Pages } from './pages.tsx'

/** A new object each time, so that the same defect can be asked for again. */
interface Chosen {
  number: number
  from: 'list' | 'map'
}

/** 体检: what is wrong with a layer, by kind, in a list and on a map that lead to each other. */
export function BoundaryReview({
  review,
  outlinesAddress,
}: {
  review: Review
  outlinesAddress: string
}) {
  const { query, rows, spots, total, listed, totals } = review
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const navigate = useNavigate()
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  const show = (number: number) => {
    setChosen({ number, from: 'list' })
    document.querySelector('.defect-map')?.scrollIntoView({ block: 'nearest' })
  }
  const openFromMap = (number: number) => {
    setChosen({ number, from: 'map' })
    const page = Math.ceil(number / defectsPerPage)
    if (page !== query.page)
      navigate(reviewAddress({ ...query, page }), { preventScrollReset: true })
  }
  // A dot of the map may lead to another page of the list: its row is there some time later.
  const isListed = chosen !== null && rows.some(({ number }) => number === chosen.number)
  useEffect(() => {
    if (isListed && chosen?.from === 'map') focusOn(chosen.number)
  }, [isListed, chosen])
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="review">
      <Title order={2} id="review">
        体检：{total === 0 && query.kind === null ? '没有发现问题' : sumText(review)}
      </Title>
      {totals.after !== null && <BeforeAfter review={review} after={totals.after} />}
      {total === 0 && totals.before === 0 ? (
        <Alert color="green">边界闭合、互不重叠、没有空隙，可以放心发布。</Alert>
      ) : (
        <DefectKinds review={review} />
      )}
      <div className="defect-panes">
        <div className="defect-map-pane">
          <DefectMap
            outlinesAddress={outlinesAddress}
            rows={rows}
            spots={spots}
            chosen={chosen}
            onChoose={openFromMap}
          />
        </div>
        {rows.length > 0 && (
          <div>
            {listed < total && (
              <Text size="sm">
                共 {total} 处，列出前 {listed} 处。
              </Text>
            )}
            <DefectList
              rows={rows}
              chosen={chosen?.number ?? null}
              onShow={isAlive ? show : null}
            />
            <Pages page={query.page} total={listed} size={defectsPerPage} />
          </div>
        )}
      </div>
    </Stack>
  )
}

const sumText = ({ kinds }: Review): string =>
  defectHandlings
    .flatMap((handling) => {
      const own = kinds.filter((tally) => tally.handling === handling)
      const count = own.reduce((sum, tally) => sum + tally.count, 0)
      return count === 0 ? [] : [`${defectHandlingLabels[handling]} ${count} 处`]
    })
    .join('，')

/** 修正前 修正后: which of the two examinations is seen. */
const BeforeAfter = ({ review, after }: { review: Review; after: number }) => (
  <nav className="choice-bar" aria-label="修正前后">
    {[false, true].map((isAfter) => (
      <Link
        key={String(isAfter)}
        to={reviewAddress({ kind: null, page: 1, isAfter })}
        aria-current={review.query.isAfter === isAfter ? 'page' : undefined}
        preventScrollReset
      >
        {isAfter ? `修正后 ${after} 处` : `修正前 ${review.totals.before} 处`}
      </Link>
    ))}
  </nav>
)

function focusOn(number: number): void {
  const row = document.getElementById(defectId(number))
  row?.scrollIntoView({ block: 'nearest' })
  row?.focus({ preventScroll: true })
}
