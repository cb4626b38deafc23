import { compileGridMap } from '#geo/locating/grid-map.ts'
import { medianMs, timed } from './clock.ts'
import {
  flatbushPeer,
  kdbushPeer,
  type PointPeer,
  turfPeer,
  whichPolygonPeer,
} from './point-peers.ts'
import { postgisPoints } from './postgis.ts'
import { comparison, digits, type Measured, table } from './table.ts'
import { placesOf, prefectureOf } from './workload.ts'

const million = 1_000_000

/** 1,000,000 points to 5,160 grids, and how the time grows with points and grids. */
export async function measurePoints(): Promise<string> {
  const { governance } = prefectureOf(5160)
  const places = placesOf(prefectureOf(5160), million)
  const map = compileGridMap(governance)
  const ours = { name: 'hege', ms: medianMs(() => map.locateMany(places.lonE7, places.latE7)) }
  const located = map.locateMany(places.lonE7, places.latE7)
  const peers: Measured[] = [
    run('flatbush + flat arrays', flatbushPeer(governance)),
    run('kdbush on the points + flat arrays', kdbushPeer(governance, places)),
    run('which-polygon', whichPolygonPeer(governance)),
    run('turf booleanPointInPolygon + rbush', turfPeer(governance)),
    ...(await postgisPoints(governance, places)),
  ]
  const bars = {
    'flatbush + flat arrays': { gate: 8, stretch: 12 },
    'which-polygon': { gate: 15, stretch: 25 },
    'turf booleanPointInPolygon + rbush': { gate: 20, stretch: 40 },
    'PostGIS, best plan': { gate: 25, stretch: 50 },
  }
  return comparison('1,000,000 points to 5,160 grids', ours, peers, bars) + growth(ours.ms)

  function run(name: string, peer: PointPeer): Measured {
    const found = peer(places, million)
    const differing = found.filter(
      (grid, place) => governance[grid]?.code !== map.codes[located[place] ?? -1],
    )
    const note = `${differing.length} places in another grid than ours`
    return { name, ms: medianMs(() => peer(places, million)), note }
  }

  function growth(whole: number): string {
    const rows = [10_000, 100_000].map((count) => {
      const lonE7 = places.lonE7.subarray(0, count)
      const latE7 = places.latE7.subarray(0, count)
      const ms = medianMs(() => map.locateMany(lonE7, latE7))
      return [`${count} points, 5,160 grids`, digits(ms), digits((ms / count) * million)]
    })
    const larger = prefectureOf(50_000)
    const many = placesOf(larger, million)
    const built = timed(() => compileGridMap(larger.governance))
    const ms = medianMs(() => built.answer.locateMany(many.lonE7, many.latE7))
    return table(
      'Growth: linear in points; 50,000 grids at most 3× (stretch 2×)',
      ['', 'CPU ms', 'per million'],
      [
        ...rows,
        ['1,000,000 points, 5,160 grids', digits(whole), digits(whole)],
        ['1,000,000 points, 50,000 grids', digits(ms), `${digits(ms)} (${digits(ms / whole)}×)`],
      ],
    )
  }
}
