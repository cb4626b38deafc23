import { colours } from '../domain/grading.ts'
import type { MapDrawing } from '../domain/map-drawing.ts'

/** The grids, red ones last so that their borders are seen whole. */
export const DrawnGrids = ({ drawing }: { drawing: MapDrawing }) =>
  [...colours]
    .reverse()
    .map((colour) => (
      <path
        key={colour}
        className={`drawn-grid drawn-grid-${colour}`}
        d={drawing.grids[colour]}
        fillRule="evenodd"
      />
    ))

/** Their symbols, one path a colour. */
export const DrawnSigns = ({ drawing: { marks, markSize } }: { drawing: MapDrawing }) =>
  colours.map((colour) => (
    <path
      key={colour}
      className={`drawn-sign drawn-sign-${colour}`}
      d={marks
        .filter((mark) => mark.colour === colour)
        .map(({ x, y }) => signPath(colour, x, y, markSize))
        .join('')}
    />
  ))

/** ■ ▲ ● ○ as path data, so that no font has to have them. */
function signPath(colour: keyof typeof signs, x: number, y: number, size: number): string {
  const half = Math.round(size * 5) / 10
  return signs[colour](x, y, half)
}

const circle = (x: number, y: number, half: number) =>
  `M${x - half} ${y}a${half} ${half} 0 1 0 ${2 * half} 0a${half} ${half} 0 1 0 ${-2 * half} 0z`

const signs = {
  red: (x: number, y: number, half: number) =>
    `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`,
  yellow: (x: number, y: number, half: number) =>
    `M${x} ${y - half}l${half} ${2 * half}h${-2 * half}z`,
  green: circle,
  grey: circle,
} as const
