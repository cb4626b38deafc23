import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import type { Day, Month } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import { layerLabels } from '../domain/labels.ts'
import { gridAddress } from '../domain/map-filter.ts'
import { dayText, monthText } from './dates.ts'
import { GradeBadge } from './grade-badge.tsx'

/** Which grid, where, which colour, and how it stands among the others. */
export function GridHeader({
  grid,
  crumbs,
  month,
  asOf,
  boundariesOn,
  grade,
  rank,
  graded,
}: {
  grid: { layer: Layer; code: string; name: string; areaM2: number; households: number | null }
  crumbs: readonly { code: string; name: string }[]
  month: Month
  asOf: Day
  /** null: those of the last day that counts. */
  boundariesOn: Day | null
  grade: { colour: Colour; score: number }
  rank: number | null
  graded: number
}) {
  const facts: readonly [string, React.ReactNode][] = [
    ['编码', grid.code],
    ['得分', grade.colour === 'grey' ? '—' : grade.score.toFixed(4)],
    ['名次', rank === null ? '—' : `第 ${rank} 名，共 ${graded} 个`],
    ['户数', grid.households ?? '—'],
    ['面积', `${(grid.areaM2 / 1e6).toFixed(2)} 平方公里`],
    ['数据截至', dayText(asOf)],
  ]
  const on = boundariesOn === null ? '' : `&on=${boundariesOn}`
  const map = `/map?layer=${grid.layer}&month=${month}${on}`
  return (
    <header>
      <nav className="area-crumbs" aria-label="辖区">
        <ol>
          <li>
            <Link to={map}>三色地图</Link>
          </li>
          {crumbs.map(({ code, name }) => (
            <li key={code}>
              <Link to={`${map}&area=${code}`}>{name}</Link>
            </li>
          ))}
        </ol>
      </nav>
      <Title order={1} mb="xs">
        {layerLabels[grid.layer]} {grid.name} <GradeBadge colour={grade.colour} />{' '}
        <small>{monthText(month)}</small>
      </Title>
      {boundariesOn !== null && (
        <p role="status">
          按{dayText(boundariesOn)}的边界，事件按坐标重新归格，不改动已存的评定。
          <Link to={gridAddress(grid, { month, boundariesOn: null })}>
            回到{dayText(asOf)}的边界
          </Link>
        </p>
      )}
      <dl className="grid-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}
