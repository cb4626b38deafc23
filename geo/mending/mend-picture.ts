import type { MultiPolygon, Position } from 'geojson'

/** A picture of one place holds no more. */
const mostPoints = 500
/** Of long rings what lies within so many degrees (200 m) of the place is drawn. */
const reach = 0.002

/** The rings of each geometry that the other lacks; where they are long, the lines round a place. */
export function pictureOf(
  before: MultiPolygon,
  after: MultiPolygon,
  place: { lon: number; lat: number },
): { before: [number, number][][]; after: [number, number][][] } {
  const had = ringsByText(before)
  const has = ringsByText(after)
  return { before: shown(had, has), after: shown(has, had) }

  function shown(own: Map<string, Position[]>, other: Map<string, Position[]>) {
    const rings = [...own].filter(([text]) => !other.has(text)).map(([, ring]) => ring)
    const total = rings.reduce((sum, ring) => sum + ring.length, 0)
    const lines = total <= mostPoints ? rings : rings.flatMap((ring) => linesNear(ring))
    return capped(lines)
  }

  function linesNear(ring: readonly Position[]): Position[][] {
    const lines: Position[][] = []
    let line: Position[] = []
    for (const [index, position] of ring.entries()) {
      const near = [ring[index - 1], position, ring[index + 1]].some((one) => one && isNear(one))
      if (near) line.push(position)
      else if (line.length > 0) {
        lines.push(line)
        line = []
      }
    }
    return line.length > 0 ? [...lines, line] : lines
  }

  function isNear([lon = 0, lat = 0]: Position): boolean {
    return Math.abs(lon - place.lon) <= reach && Math.abs(lat - place.lat) <= reach
  }
}

function ringsByText({ coordinates }: MultiPolygon): Map<string, Position[]> {
  return new Map(coordinates.flat().map((ring) => [JSON.stringify(ring), ring]))
}

function capped(lines: readonly Position[][]): [number, number][][] {
  const kept: [number, number][][] = []
  let room = mostPoints
  for (const line of lines) {
    if (room < 2) break
    kept.push(line.slice(0, room).map(([lon, lat]) => [lon!, lat!]))
    room -= line.length
  }
  return kept
}
