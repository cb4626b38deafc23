import 'leaflet/dist/leaflet.css'
import L from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import { type DecodedGrids, polygonsOfGrid } from '#geo/display/decode-payload.ts'
import { boundaryDefectLabels } from '../domain/boundary-defects.ts'
import type { DefectHandling, NumberedDefect } from '../domain/boundary-review.ts'
import { defectHandlingLabels } from '../domain/labels.ts'
import type { DefectMapProps } from './defect-map.tsx'
import { loadOutlines } from './outlines-loading.ts'

/** A file's borders with its defects on them: Leaflet, in the browser alone. */
export function LeafletDefects(props: DefectMapProps) {
  const { outlinesAddress, rows, spots, chosen } = props
  const frame = useRef<HTMLDivElement>(null)
  const board = useRef<Board | null>(null)
  const latest = useRef(props)
  latest.current = props
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const leaving = new AbortController()
    const opened = openBoard(element, (number) => latest.current.onChoose(number))
    board.current = opened
    opened.mark(latest.current)
    setState('loading')
    loadOutlines(outlinesAddress, leaving.signal).then(
      (grids) => {
        opened.layBorders(grids)
        setState('ready')
      },
      () => {
        if (!leaving.signal.aborted) setState('failed')
      },
    )
    return () => {
      leaving.abort()
      board.current = null
      opened.close()
    }
  }, [outlinesAddress])
  useEffect(() => board.current?.mark({ rows, spots }), [rows, spots])
  // A dot may lead to another page of the list: its mark comes with the rows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows bring the mark to be chosen
  useEffect(() => {
    if (chosen) board.current?.choose(chosen.number)
  }, [rows, chosen])

  return (
    <>
      <div
        ref={frame}
        className="defect-map-frame"
        data-ready={state === 'loading' ? undefined : ''}
      />
      {state !== 'ready' && (
        <p className="defect-map-note" role="status">
          {state === 'loading' ? '正在加载边界…' : '边界没有加载出来，只有问题的位置'}
        </p>
      )}
    </>
  )
}

interface Board {
  layBorders(grids: DecodedGrids): void
  mark(shown: Pick<DefectMapProps, 'rows' | 'spots'>): void
  choose(number: number): void
  close(): void
}

const colours: Record<DefectHandling, string> = {
  skipped: '#a50f15',
  check: '#b35c00',
  done: '#2b6e4f',
  remark: '#495057',
}

/** A place without an outline is looked at this closely; about 150 m across. */
const closeZoom = 18

function openBoard(element: HTMLElement, onChoose: (number: number) => void): Board {
  const map = L.map(element, { preferCanvas: true, zoomSnap: 0.5, zoomControl: false, maxZoom: 22 })
  map.setView([33.95, 118.3], 9, { animate: false })
  map.attributionControl.setPrefix(false)
  L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map)
  L.control.scale({ imperial: false }).addTo(map)
  const borders = L.featureGroup().addTo(map)
  const dots = L.featureGroup().addTo(map)
  const outlines = L.featureGroup().addTo(map)
  const marks = L.layerGroup().addTo(map)
  const markers = new Map<number, L.Marker>()
  let rows: readonly NumberedDefect[] = []
  let isPlaced = false

  const watch = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    if (!isPlaced) showAll()
  })
  watch.observe(element)

  function layBorders(grids: DecodedGrids) {
    for (const [grid, code] of grids.codes.entries()) {
      const shape = L.polygon(polygonsOfGrid(grids, grid), { ...borderStyle, noClip: true })
      borders.addLayer(shape.bindTooltip(() => textOf(code), { sticky: true }))
    }
    dots.bringToFront()
    outlines.bringToFront()
    if (!isPlaced) showAll()
  }

  function mark(shown: Pick<DefectMapProps, 'rows' | 'spots'>) {
    rows = shown.rows
    dots.clearLayers()
    outlines.clearLayers()
    marks.clearLayers()
    markers.clear()
    const numbered = new Set(rows.map(({ number }) => number))
    for (const [number, handling, lon, lat] of shown.spots) {
      if (numbered.has(number)) continue
      const dot = L.circleMarker([lat, lon], dotStyle(handling))
      dots.addLayer(dot.on('click', () => onChoose(number)))
    }
    for (const row of rows) markRow(row)
    if (!isPlaced) showAll()
  }

  function markRow({ number, handling, defect }: NumberedDefect) {
    const { lon, lat, kind, outline } = defect
    if (outline) {
      const rings = outline.map((ring) => ring.map(([lon, lat]): [number, number] => [lat, lon]))
      outlines.addLayer(
        L.polygon(rings, outlineStyle(handling)).on('click', () => onChoose(number)),
      )
    }
    if (lon === undefined || lat === undefined) return
    const marker = L.marker([lat, lon], {
      title: `第 ${number} 处：${boundaryDefectLabels[kind]}（${defectHandlingLabels[handling]}）`,
      icon: L.divIcon({
        className: `defect-mark defect-mark-${handling}`,
        html: String(number),
        iconSize: [32, 32],
      }),
    })
    marker.on('click', () => onChoose(number))
    marker.on('add', () =>
      marker.getElement()?.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose(number)
      }),
    )
    marks.addLayer(marker)
    markers.set(number, marker)
  }

  function choose(number: number) {
    const row = rows.find((row) => row.number === number)
    if (!row) return
    const { lon, lat, outline } = row.defect
    const bounds = L.latLngBounds([])
    for (const [lon, lat] of outline?.flat() ?? []) bounds.extend([lat, lon])
    if (bounds.isValid()) map.fitBounds(bounds.pad(1), { maxZoom: 21, animate: false })
    else if (lon !== undefined && lat !== undefined)
      map.setView([lat, lon], closeZoom, { animate: false })
    isPlaced = true
    for (const [each, marker] of markers) {
      marker.setZIndexOffset(each === number ? 1000 : 0)
      marker.getElement()?.toggleAttribute('data-chosen', each === number)
    }
  }

  function showAll() {
    const bounds = borders.getBounds()
    if (!bounds.isValid()) bounds.extend(dots.getBounds())
    for (const marker of markers.values()) bounds.extend(marker.getLatLng())
    if (!bounds.isValid() || map.getSize().x === 0) return
    map.fitBounds(bounds, { animate: false, maxZoom: closeZoom })
    isPlaced = borders.getLayers().length > 0
  }

  return {
    layBorders,
    mark,
    choose,
    close: () => {
      watch.disconnect()
      map.remove()
    },
  }
}

/** As a text: a code is whatever somebody wrote into a file. */
function textOf(code: string): HTMLElement {
  const tag = document.createElement('span')
  tag.textContent = `网格 ${code}`
  return tag
}

const borderStyle: L.PathOptions = {
  color: '#1864ab',
  weight: 1,
  fillColor: '#1864ab',
  fillOpacity: 0.05,
}

const dotStyle = (handling: DefectHandling): L.CircleMarkerOptions => ({
  radius: 5,
  color: '#ffffff',
  weight: 1.5,
  fillColor: colours[handling],
  fillOpacity: 1,
})

const outlineStyle = (handling: DefectHandling): L.PathOptions => ({
  color: colours[handling],
  weight: 2.5,
  dashArray: '6 4',
  fillColor: colours[handling],
  fillOpacity: handling === 'remark' ? 0.1 : 0.3,
})
