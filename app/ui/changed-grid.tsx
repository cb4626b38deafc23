import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import type { Listed } from '../domain/boundary-changes.ts'
import type { Day } from '../domain/day.ts'

/** The days on which a grid of the old boundaries, or of the new ones, can be looked at. */
export interface GridLinks {
  layer: Layer
  before: Day | null
  after: Day | null
}

/** A grid by its code, with its card as of before or after the change where there is one. */
export function GridName({
  code,
  links,
  side,
}: {
  code: string | null
  links: GridLinks
  side: 'before' | 'after'
}) {
  if (code === null) return <>网格以外</>
  const on = links[side]
  if (on === null) return <>{code}</>
  return <Link to={`/grids/${links.layer}/${encodeURIComponent(code)}?on=${on}`}>{code}</Link>
}

/** A list of codes behind its count. */
export function GridCodes({
  title,
  codes,
  links,
  side,
}: {
  title: string
  codes: Listed<string>
  links: GridLinks
  side: 'before' | 'after'
}) {
  const { total, rows } = codes
  if (total === 0) return null
  return (
    <details>
      <summary>
        {title}（{total} 个）
      </summary>
      <p className="grid-codes">
        {rows.map((code) => (
          <GridName key={code} code={code} links={links} side={side} />
        ))}
        {total > rows.length && <span>等 {total} 个</span>}
      </p>
    </details>
  )
}
