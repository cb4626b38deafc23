import 'leaflet/dist/leaflet.css'
import L from 'leaflet'
import { useEffect, useRef } from 'react'
import type { DrawnGrid, Vertex } from '#geo/redrawing/redraw.ts'
import { lookStyles } from './boundary-look.ts'
import type { BoundaryMapProps } from './boundary-map.tsx'
import { isSame, latLngOf, latLngsOf, neighboursOf, vertexOf, ways } from './boundary-places.ts'

/** The map on which boundaries are redrawn: Leaflet, in the browser alone. */
export function LeafletBoundaries(props: BoundaryMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const board = useRef<Board | null>(null)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const opened = openBoard(element, () => latest.current)
    board.current = opened
    latest.current.onCentre(opened.centre)
    opened.draw(latest.current)
    return () => {
      board.current = null
      opened.close()
    }
  }, [])
  useEffect(() => board.current?.draw(props))

  return (
    <div
      ref={frame}
      className="boundary-map-frame"
      data-drawing={props.line === null ? undefined : ''}
      data-ready=""
    />
  )
}

interface Board {
  draw: (props: BoundaryMapProps) => void
  centre: () => Vertex
  close: () => void
}

/** A grid this wide on the screen, in pixels, carries its name; others show it under the pointer. */
const roomForName = 96
/** Corners this far apart have a handle between them. */
const roomForMiddle = 40
/** A grid smaller than this on the screen is brought nearer when it is chosen. */
const roomToWork = 260

function openBoard(element: HTMLElement, now: () => BoundaryMapProps): Board {
  const map = L.map(element, {
    preferCanvas: true,
    zoomSnap: 0.5,
    zoomControl: false,
    maxZoom: 20,
    doubleClickZoom: false,
  })
  map.setView([33.95, 118.3], 12, { animate: false })
  map.attributionControl.setPrefix(false)
  L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map)
  const shapes = new Map<string, { grid: DrawnGrid; shape: L.Polygon }>()
  const corners = L.layerGroup().addTo(map)
  const drawn = L.layerGroup().addTo(map)
  let inSight: readonly string[] = []
  let cornersShown: unknown[] = []

  map.on('click', ({ latlng }) => {
    const { line, onLine, onChoose } = now()
    if (line) onLine([...line, vertexOf(latlng)])
    else onChoose(null)
  })
  map.on('zoomend', () => {
    cornersShown = []
    draw(now())
  })
  const watch = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    bringIntoSight(now())
  })
  watch.observe(element)

  function draw(props: BoundaryMapProps) {
    drawShapes(props)
    drawCorners(props)
    drawn.clearLayers()
    if (props.line) drawLine(drawn, props.line, props.onLine)
    bringIntoSight(props)
  }

  function drawShapes({ grids, lookOf, wordsOf }: BoundaryMapProps) {
    const left = new Set(shapes.keys())
    for (const grid of grids) {
      const known = shapes.get(grid.code)
      left.delete(grid.code)
      const shape = known?.shape ?? newShape(grid.code)
      if (known?.grid !== grid) shape.setLatLngs(latLngsOf(grid))
      shapes.set(grid.code, { grid, shape })
      const look = lookOf(grid.code)
      shape.setStyle(lookStyles[look])
      if (look === 'chosen' || look === 'fresh') shape.bringToFront()
      nameShape(shape, wordsOf(grid.code), look !== 'beside' && widthOf(shape) > roomForName)
    }
    for (const code of left) {
      shapes.get(code)?.shape.remove()
      shapes.delete(code)
    }
  }

  function newShape(code: string): L.Polygon {
    const shape = L.polygon([], { noClip: true }).addTo(map)
    shape.on('click', (event) => {
      if (now().line) return
      L.DomEvent.stopPropagation(event)
      now().onPick(code)
    })
    return shape
  }

  function drawCorners(props: BoundaryMapProps) {
    const { cornersOf, chosenCorner } = props
    const shown = [cornersOf, chosenCorner?.join()]
    if (shown.every((value, index) => value === cornersShown[index])) return
    const focused = corners.getLayers().some((layer) => isFocused(layer as L.Marker))
    cornersShown = shown
    corners.clearLayers()
    if (!cornersOf) return
    for (const ring of cornersOf.polygons.flat()) {
      for (const [index, corner] of ring.entries()) {
        const next = ring[(index + 1) % ring.length] ?? corner
        const marker = cornerMarker(map, corner, isSame(corner, chosenCorner), now)
        corners.addLayer(marker)
        if (focused && isSame(corner, chosenCorner)) marker.getElement()?.focus()
        if (roomBetween(map, corner, next) > roomForMiddle)
          corners.addLayer(middleMarker(corner, next, now))
      }
    }
  }

  function bringIntoSight(props: BoundaryMapProps) {
    if (props.inSight === inSight || map.getSize().x === 0) return
    inSight = props.inSight
    const bounds = L.latLngBounds([])
    for (const code of inSight) {
      const known = shapes.get(code)
      if (known) bounds.extend(known.shape.getBounds())
    }
    if (!bounds.isValid()) return
    const only = inSight.length === 1 ? shapes.get(inSight[0] ?? '')?.shape : undefined
    const isWellSeen = only && map.getBounds().contains(bounds) && widthOf(only) > roomToWork
    if (!isWellSeen) map.fitBounds(bounds.pad(only ? 0.35 : 0.05), { animate: false })
  }

  function widthOf(shape: L.Polygon): number {
    const bounds = shape.getBounds()
    const [west, east] = [bounds.getSouthWest(), bounds.getSouthEast()]
    return map.latLngToLayerPoint(west).distanceTo(map.latLngToLayerPoint(east))
  }

  return {
    draw,
    centre: () => vertexOf(map.getCenter()),
    close: () => {
      watch.disconnect()
      map.remove()
    },
  }
}

/** As a text: a name is whatever somebody wrote into a file. */
function textTag(words: string): HTMLElement {
  const tag = document.createElement('span')
  tag.textContent = words
  return tag
}

function nameShape(shape: L.Polygon, words: string, isPermanent: boolean) {
  const tooltip = shape.getTooltip()
  const shown = tooltip?.getContent()
  const isShown = shown instanceof HTMLElement && shown.textContent === words
  if (isShown && tooltip?.options.permanent === isPermanent) return
  shape.unbindTooltip()
  shape.bindTooltip(textTag(words), {
    permanent: isPermanent,
    sticky: !isPermanent,
    direction: 'center',
    className: isPermanent ? 'boundary-name' : '',
  })
}

/** A corner: dragged, or moved by the arrow keys, ten times as far with shift; Delete takes it out. */
function cornerMarker(
  map: L.Map,
  corner: Vertex,
  isChosen: boolean,
  now: () => BoundaryMapProps,
): L.Marker {
  const marker = handle(corner, isChosen ? 'corner boundary-corner-chosen' : 'corner', '边界点')
  const rubber = L.polyline([], { color: '#c92a2a', weight: 2, dashArray: '5 4' })
  marker.on('dragstart', () => rubber.addTo(map))
  marker.on('drag', () => {
    const at = marker.getLatLng()
    rubber.setLatLngs(neighboursOf(now().grids, corner).map((end) => [latLngOf(end), at]))
  })
  marker.on('dragend', () => {
    rubber.remove()
    now().onMove(corner, vertexOf(marker.getLatLng()))
    marker.setLatLng(latLngOf(corner))
  })
  marker.on('click', () => now().onChoose(corner))
  marker.on('add', () =>
    marker.getElement()?.addEventListener('keydown', (event) => {
      const way = ways[event.key]
      if (!way && event.key !== 'Delete') return
      event.preventDefault()
      event.stopPropagation()
      if (!way) return now().onRemove(corner)
      const far = event.shiftKey ? 10 : 1
      const place = map.latLngToContainerPoint(latLngOf(corner))
      const moved = place.add([way[0] * far, way[1] * far])
      now().onMove(corner, vertexOf(map.containerPointToLatLng(moved)))
    }),
  )
  return marker
}

/** The middle of a side: dragged or pressed, it becomes a corner. */
function middleMarker(a: Vertex, b: Vertex, now: () => BoundaryMapProps): L.Marker {
  const middle: Vertex = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)]
  const marker = handle(middle, 'middle', '在这里加一个边界点')
  const insert = () => now().onInsert([a, b], vertexOf(marker.getLatLng()))
  marker.on('dragend', () => {
    insert()
    marker.setLatLng(latLngOf(middle))
  })
  marker.on('click', insert)
  return marker
}

function drawLine(
  layer: L.LayerGroup,
  line: readonly Vertex[],
  onLine: (line: Vertex[]) => void,
): void {
  const path = L.polyline(line.map(latLngOf), { color: '#c92a2a', weight: 3, interactive: false })
  layer.addLayer(path)
  for (const [index, vertex] of line.entries()) {
    const marker = handle(vertex, 'line-point', `线上第 ${index + 1} 点`)
    const placed = () => line.map((each, i) => (i === index ? vertexOf(marker.getLatLng()) : each))
    marker.on('drag', () => path.setLatLngs(placed().map(latLngOf)))
    marker.on('dragend', () => onLine(placed()))
    layer.addLayer(marker)
  }
}

const handle = (vertex: Vertex, look: string, title: string): L.Marker =>
  L.marker(latLngOf(vertex), {
    draggable: true,
    title,
    icon: L.divIcon({ className: `boundary-handle boundary-${look}`, iconSize: [28, 28] }),
  })

/** Pixels between two corners. */
const roomBetween = (map: L.Map, a: Vertex, b: Vertex): number =>
  map.latLngToLayerPoint(latLngOf(a)).distanceTo(map.latLngToLayerPoint(latLngOf(b)))

const isFocused = (marker: L.Marker): boolean => marker.getElement() === document.activeElement
