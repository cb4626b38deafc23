import 'leaflet/dist/leaflet.css'
import L from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { type DecodedGrids, polygonsOfGrid } from '#geo/display/decode-payload.ts'
import { colourLabels, colourSymbols } from '../domain/labels.ts'
import { detailAt, isFiner, type MapDetail } from '../domain/map-detail.ts'
import { colourOfLetter } from '../domain/map-filter.ts'
import { hashOfPlace, type MapPlace, placeOfHash } from './map-place.ts'
import { drawSymbols, type SymbolSpot, styleOf } from './map-style.ts'
import { load, loadOutlines } from './outlines-loading.ts'
import type { RiskMapProps } from './risk-map.tsx'

interface Labels {
  names: string[]
  /** lon, lat, lon, lat … in 1e-5°. */
  points: number[]
}

/** The map itself: the one place where Leaflet stands, in the browser alone. */
export function LeafletMap(props: RiskMapProps & { onFailure: () => void }) {
  const { outlinesAddress, labelsAddress, colouring, areaKey, tiandituKey } = props
  const frame = useRef<HTMLDivElement>(null)
  const drawn = useRef<GridLayers | null>(null)
  const latest = useRef(props)
  latest.current = props
  const [isLoading, setLoading] = useState(true)

  // A map per set of borders; colours and filters only repaint it.
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const leaving = new AbortController()
    const { signal } = leaving
    const map = openMap(element, tiandituKey)
    setLoading(true)
    const loading = async () => {
      const outlines = (detail: MapDetail) =>
        loadOutlines(`${outlinesAddress}&detail=${detail}`, signal)
      const { firstDetail: detail } = latest.current
      const first = { detail, grids: await outlines(detail) }
      const layers = layGrids(map, first, (code) => latest.current.onOpen(code))
      layers.paint(latest.current.colouring)
      layers.show(placeOfHash(window.location.hash))
      drawn.current = layers
      setLoading(false)
      layers.label((await (await load(labelsAddress, signal)).json()) as Labels)
      layers.refineBy(outlines)
    }
    loading().catch(() => {
      if (!signal.aborted) latest.current.onFailure()
    })
    return () => {
      leaving.abort()
      drawn.current = null
      map.remove()
    }
  }, [outlinesAddress, labelsAddress, tiandituKey])

  useEffect(() => drawn.current?.paint(colouring), [colouring])

  const shownArea = useRef(areaKey)
  useEffect(() => {
    if (shownArea.current === areaKey) return
    shownArea.current = areaKey
    drawn.current?.show(null)
  }, [areaKey])

  return (
    <>
      <div ref={frame} className="risk-map-frame" data-ready={isLoading ? undefined : ''} />
      {isLoading && (
        <p className="risk-map-note" role="status">
          正在加载 {colouring.length} 个网格的边界…
        </p>
      )}
    </>
  )
}

function openMap(element: HTMLElement, tiandituKey: string | null): L.Map {
  const map = L.map(element, { preferCanvas: true, zoomSnap: 0.5, zoomControl: false, maxZoom: 18 })
  map.setView([33.95, 118.3], 9, { animate: false })
  map.attributionControl.setPrefix(false)
  L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map)
  if (tiandituKey) {
    const tiles = L.layerGroup([tianditu('vec', tiandituKey), tianditu('cva', tiandituKey)])
    const none = L.layerGroup()
    L.control.layers({ 天地图: tiles.addTo(map), 不用底图: none }).addTo(map)
  }
  return map
}

/** 天地图 in Web Mercator; CGCS2000 needs no shift there. */
const tianditu = (layer: 'vec' | 'cva', key: string) =>
  L.tileLayer(
    `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0` +
      `&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles` +
      `&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
    { subdomains: '01234567', maxZoom: 18, attribution: '天地图' },
  )

interface GridLayers {
  /** Colours every grid by its letter. */
  paint(letters: string): void
  /** Moves to a place somebody had chosen, else so that the whole chosen area is seen. */
  show(place: MapPlace | null): void
  label(labels: Labels): void
  /** Draws what is in view more closely, now and whenever the map moves, with finer borders. */
  refineBy(load: (detail: MapDetail) => Promise<DecodedGrids>): void
}

/** The grids on the map: named under the pointer, opened by a click or a tap. */
function layGrids(
  map: L.Map,
  first: { detail: MapDetail; grids: DecodedGrids },
  onOpen: (code: string) => void,
): GridLayers {
  const { codes } = first.grids
  const shapes = codes.map((_, grid) =>
    L.polygon(polygonsOfGrid(first.grids, grid), { noClip: true }),
  )
  const details = codes.map(() => first.detail)
  const indexes = new Map<unknown, number>(shapes.map((shape, index) => [shape, index]))
  const group = L.featureGroup(shapes)
  const symbols = new SymbolLayer(spotsInView)
  let letters = ''
  let labels: Labels | null = null
  let isPlaced = false

  group.bindTooltip((shape) => nameTag(indexes.get(shape) ?? -1), { sticky: true })
  group.on('click', ({ propagatedFrom }) => {
    const code = codes[indexes.get(propagatedFrom) ?? -1]
    if (code !== undefined) onOpen(code)
  })
  const page = window.location.pathname
  map.on('moveend', () => {
    // On the way to another page the address is that page's already.
    if (!isPlaced || window.location.pathname !== page) return
    const { lat, lng: lon } = map.getCenter()
    const hash = hashOfPlace({ zoom: map.getZoom(), lat, lon })
    window.history.replaceState(window.history.state, '', hash)
  })
  const watch = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    if (!isPlaced && letters !== '') show(null)
  })
  watch.observe(map.getContainer())
  map.on('unload', () => watch.disconnect())

  function paint(next: string) {
    letters = next
    for (const [index, shape] of shapes.entries()) shape.setStyle(styleOf(letters.charAt(index)))
    group.addTo(map)
    for (const [index, shape] of shapes.entries()) {
      if (letters.charAt(index) === 'R') shape.bringToFront()
    }
    symbols.draw()
  }

  function show(place: MapPlace | null) {
    const isSeen = map.getSize().x > 0
    const bounds = L.latLngBounds([])
    for (const [index, shape] of shapes.entries()) {
      if (letters.charAt(index) !== '.') bounds.extend(shape.getBounds())
    }
    if (isSeen && place) map.setView([place.lat, place.lon], place.zoom, { animate: false })
    else if (isSeen && bounds.isValid()) map.fitBounds(bounds, { animate: false })
    isPlaced = isSeen
  }

  function nameTag(index: number): HTMLElement {
    const colour = colourOfLetter(letters.charAt(index))
    const tag = document.createElement('span')
    tag.textContent = [
      colour && `${colourSymbols[colour]} ${colourLabels[colour]}`,
      labels?.names[index],
      codes[index],
    ]
      .filter(Boolean)
      .join(' ')
    return tag
  }

  function spotsInView(): SymbolSpot[] {
    if (!labels) return []
    const { points } = labels
    return shapes.map((shape, index) => {
      const lon = (points[2 * index] ?? 0) / 1e5
      const lat = (points[2 * index + 1] ?? 0) / 1e5
      const { x, y } = map.latLngToContainerPoint([lat, lon])
      const bounds = shape.getBounds()
      const box = map
        .latLngToContainerPoint(bounds.getSouthEast())
        .subtract(map.latLngToContainerPoint(bounds.getNorthWest()))
      return { x, y, room: Math.min(box.x, box.y), letter: letters.charAt(index) }
    })
  }

  function refine(detail: MapDetail, grids: DecodedGrids) {
    const view = map.getBounds().pad(0.5)
    for (const [index, shape] of shapes.entries()) {
      if (!isFiner(detail, details[index] ?? detail)) continue
      if (!view.intersects(shape.getBounds())) continue
      shape.setLatLngs(polygonsOfGrid(grids, index))
      details[index] = detail
    }
  }

  function refineBy(load: (detail: MapDetail) => Promise<DecodedGrids>) {
    const loaded = new Map<MapDetail, Promise<DecodedGrids>>()
    const refineView = async () => {
      const detail = detailAt(map.getZoom())
      if (!isFiner(detail, first.detail)) return
      const grids = loaded.get(detail) ?? load(detail)
      loaded.set(detail, grids)
      try {
        refine(detail, await grids)
      } catch {
        // The coarser borders stay; the next move of the map asks again.
        loaded.delete(detail)
      }
    }
    map.on('moveend', refineView)
    void refineView()
  }

  return {
    paint,
    show,
    refineBy,
    label(given) {
      labels = given
      symbols.addTo(map)
    },
  }
}

/** ■ ▲ ● ○ on a canvas of its own above the grids. */
class SymbolLayer extends L.Layer {
  readonly #canvas = L.DomUtil.create('canvas', 'leaflet-zoom-hide')
  readonly #spots: () => SymbolSpot[]

  constructor(spots: () => SymbolSpot[]) {
    super()
    this.#spots = spots
    this.#canvas.style.pointerEvents = 'none'
  }

  override onAdd(map: L.Map): this {
    map.getPane('overlayPane')?.append(this.#canvas)
    map.on('moveend resize', this.draw, this)
    this.draw()
    return this
  }

  override onRemove(map: L.Map): this {
    map.off('moveend resize', this.draw, this)
    this.#canvas.remove()
    return this
  }

  draw(): void {
    const map = this._map
    if (!map) return
    const size = map.getSize()
    const scale = window.devicePixelRatio
    const canvas = this.#canvas.getContext('2d')
    this.#canvas.width = size.x * scale
    this.#canvas.height = size.y * scale
    this.#canvas.style.width = `${size.x}px`
    this.#canvas.style.height = `${size.y}px`
    L.DomUtil.setPosition(this.#canvas, map.containerPointToLayerPoint([0, 0]))
    canvas?.scale(scale, scale)
    if (canvas) drawSymbols(canvas, size, this.#spots())
  }
}
