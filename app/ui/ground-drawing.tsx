import type { BoundaryDefect } from '../domain/boundary-defects.ts'
import type { Mended, Rings } from '../domain/boundary-mends.ts'
import { frameGround, type GroundFrame } from './ground-frame.ts'
import { placesToSee } from './mend-places.ts'

/** What a mend did to a grid: its border before dashed, after solid, the ground that moved shaded. */
export function MendDrawing({ mended, title }: { mended: Mended; title: string }) {
  const { before, after } = mended
  const frame = frameGround(placesToSee(mended))
  if (!frame || before.length + after.length === 0) return null
  return (
    <Drawing frame={frame} title={title}>
      <path
        className="ground-moved"
        d={frame.pathOf(before) + frame.pathOf(after)}
        fillRule="evenodd"
      />
      <path className="ground-before" d={frame.pathOf(before, isClosed(before))} />
      <path className="ground-after" d={frame.pathOf(after, isClosed(after))} />
    </Drawing>
  )
}

/** The outline of a defect: an overlap, a gap, a sliver. */
export function DefectDrawing({ defect, title }: { defect: BoundaryDefect; title: string }) {
  const { outline = [], lon, lat } = defect
  const frame = frameGround(outline.flat())
  if (!frame) return null
  const [x, y] = lon === undefined || lat === undefined ? [] : frame.placeOf(lon, lat)
  return (
    <Drawing frame={frame} title={title}>
      <path className="ground-moved" d={frame.pathOf(outline)} fillRule="evenodd" />
      <path className="ground-after" d={frame.pathOf(outline)} />
      {x !== undefined && y !== undefined && (
        <circle className="ground-place" cx={x} cy={y} r={4} />
      )}
    </Drawing>
  )
}

function Drawing({
  frame,
  title,
  children,
}: {
  frame: GroundFrame
  title: string
  children: React.ReactNode
}) {
  const { width, height, scale } = frame
  return (
    <svg
      className="ground-drawing"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={title}
    >
      {children}
      <path className="ground-scale" d={`M8 ${height - 12}v5h${scale.length}v-5`} />
      <text className="ground-scale-text" x={12 + scale.length} y={height - 6}>
        {scale.metres} 米
      </text>
    </svg>
  )
}

/** Of long rings only the lines round the place are kept. */
const isClosed = (rings: Rings): boolean =>
  rings.every((ring) => String(ring[0]) === String(ring.at(-1)))
