import { geoIdentity, geoPath } from 'd3-geo'
import type { MultiPolygon } from 'geojson'
import { type Colour, colours } from '../domain/grading.ts'
import { colourLabels, colourSymbols } from '../domain/labels.ts'
import '../styles/grid.css'

export interface SvgGrid {
  code: string
  name: string
  geometry: MultiPolygon
  colour: Colour
  label: readonly [lon: number, lat: number]
}

/**
 * Grids as a drawing for screen and paper alike, without tiles: solid colours, a symbol on each so
 * that greyscale tells them apart, a heavy border round red. `width` and `height` are the drawing's
 * own units; it grows and shrinks with its place. The title says in words what is seen.
 */
export function GridSvgMap({
  grids,
  title,
  width = 640,
  height = 480,
  marked,
}: {
  grids: readonly SvgGrid[]
  title: string
  width?: number
  height?: number
  /** The code of the grid the drawing is about. */
  marked?: string
}) {
  const drawing = project(grids, width, height)
  const symbolSize = Math.min(16, Math.max(3, 0.28 * Math.sqrt((width * height) / grids.length)))
  return (
    <svg className="grid-svg-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {[...drawing]
        .sort((a, b) => colours.indexOf(b.grid.colour) - colours.indexOf(a.grid.colour))
        .map(({ grid, outline }) => (
          <path key={grid.code} d={outline} className={`svg-grid svg-grid-${grid.colour}`}>
            <title>{`${grid.name} ${colourLabels[grid.colour]}`}</title>
          </path>
        ))}
      {drawing.map(({ grid, outline }) =>
        grid.code === marked ? (
          <path key={grid.code} d={outline} className="svg-grid-marked" />
        ) : null,
      )}
      {drawing.map(({ grid, x, y }) => (
        <text
          key={grid.code}
          x={x}
          y={y}
          fontSize={symbolSize}
          className={`svg-symbol svg-symbol-${grid.colour}`}
          aria-hidden
        >
          {colourSymbols[grid.colour]}
        </text>
      ))}
    </svg>
  )
}

/** ■ 红 3 ▲ 黄 5 …: what stands beside a drawing. */
export function GridSvgLegend({ grids }: { grids: readonly { colour: Colour }[] }) {
  return (
    <ul className="grid-svg-legend" aria-label="图例">
      {colours.map((colour) => (
        <li key={colour}>
          <span className={`grade grade-${colour}`}>
            <span aria-hidden>{colourSymbols[colour]}</span> {colourLabels[colour]}
          </span>{' '}
          {grids.filter((grid) => grid.colour === colour).length}
        </li>
      ))}
    </ul>
  )
}

/** Degrees narrowed by the cosine of the middle latitude: true to shape over a prefecture. */
function project(grids: readonly SvgGrid[], width: number, height: number) {
  const latitudes = grids.map(({ label }) => label[1])
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2
  const narrowing = Math.cos((middle * Math.PI) / 180)
  const placed = grids.map((grid) => ({
    grid,
    shape: {
      type: 'MultiPolygon' as const,
      coordinates: grid.geometry.coordinates.map((rings) =>
        rings.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon * narrowing, lat])),
      ),
    },
  }))
  const projection = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      { type: 'GeometryCollection', geometries: placed.map(({ shape }) => shape) },
    )
  const path = geoPath(projection).digits(1)
  return placed.map(({ grid, shape }) => {
    const [x = 0, y = 0] = projection([grid.label[0] * narrowing, grid.label[1]]) ?? []
    return { grid, outline: path(shape) ?? '', x: round(x), y: round(y) }
  })
}

/** So that heavy borders at the rim are not cut off. */
const margin = 4

const round = (value: number): number => Math.round(value * 10) / 10
