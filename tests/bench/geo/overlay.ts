import { layerEdgesOf } from '#geo/overlay/layer-edges.ts'
import { overlayMaps } from '#geo/overlay/overlay.ts'
import { medianMs, timed } from './clock.ts'
import {
  clipperPeer,
  geosPeer,
  type OverlayPeer,
  touchingPairs,
  turfPeer,
} from './overlay-peers.ts'
import { postgisOverlay } from './postgis.ts'
import { comparison, digits, type Measured, table } from './table.ts'
import { prefectureOf } from './workload.ts'

/** Turf takes two minutes for the whole: so many pairs, spread over the map, stand for it. */
const turfSample = 400

/** The shared area of every police grid and governance grid, both layers' indexes at hand. */
export async function measureOverlay(): Promise<string> {
  const { police, governance } = prefectureOf(5160)
  const first = timed(() => [layerEdgesOf(police), layerEdgesOf(governance)] as const)
  const [a, b] = first.answer
  const cold = timed(() => overlayMaps(a, b)).ms
  const ours = { name: 'hege', ms: medianMs(() => overlayMaps(a, b)) }
  const built = medianMs(() => [layerEdgesOf(police), layerEdgesOf(governance)])
  const pairs = touchingPairs(police, governance)
  const peers: Measured[] = [
    whole('clipper2-wasm', await clipperPeer(police, governance, pairs)),
    ...(await postgisOverlay(police, governance)),
    whole('geos-wasm', await geosPeer(police, governance, pairs)),
    sampled('turf intersect', turfPeer(police, governance, spread(pairs, turfSample))),
  ]
  const bars = {
    'clipper2-wasm': { gate: 5, stretch: 8 },
    PostGIS: { gate: 10, stretch: 20 },
    'turf intersect': { gate: 100, stretch: 500 },
  }
  const title = `Overlay of 1,065 × 5,160, indexes built: ${pairs.length} pairs with touching boxes`
  return (
    comparison(title, ours, peers, bars) +
    table(
      'Overlay, the rest',
      ['', 'CPU ms'],
      [
        ['indexes of both layers, first time', digits(first.ms)],
        ['indexes of both layers', digits(built)],
        ['overlay, first time', digits(cold)],
      ],
    )
  )

  function whole(name: string, peer: OverlayPeer): Measured {
    return { name, ms: medianMs(() => peer.areas(pairs.length)) }
  }

  function sampled(name: string, peer: OverlayPeer): Measured {
    const { ms } = timed(() => peer.areas(turfSample))
    const sample = `${turfSample} of ${pairs.length} pairs`
    return { name, ms: (ms / turfSample) * pairs.length, sample }
  }
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) =>
    items.slice(Math.floor((index * items.length) / count)).slice(0, 1),
  ).flat()
}
