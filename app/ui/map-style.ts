import type { Colour } from '../domain/grading.ts'
import { colourSymbols } from '../domain/labels.ts'
import { colourOfLetter } from '../domain/map-filter.ts'

export interface GridStyle {
  fillColor: string
  fillOpacity: number
  color: string
  weight: number
}

/** As in screen.css; red stands out by a dark, thicker border as well. */
const full: Record<Colour, GridStyle> = {
  red: { fillColor: '#a50f15', fillOpacity: 0.85, color: '#4a0408', weight: 1.5 },
  yellow: { fillColor: '#fec44f', fillOpacity: 0.8, color: '#8a6100', weight: 0.8 },
  green: { fillColor: '#41ab8a', fillOpacity: 0.6, color: '#2a6f59', weight: 0.6 },
  grey: { fillColor: '#ffffff', fillOpacity: 0.7, color: '#868e96', weight: 0.8 },
}

const outside: GridStyle = { fillColor: '#ffffff', fillOpacity: 0, color: '#ced4da', weight: 0.5 }

/** How a grid is drawn, by its letter: what the legend filters out is faded. */
export function styleOf(letter: string): GridStyle {
  const colour = colourOfLetter(letter)
  if (!colour) return outside
  if (isShown(letter)) return full[colour]
  return { ...full[colour], fillOpacity: 0.1, color: '#adb5bd', weight: 0.5 }
}

const isShown = (letter: string): boolean => letter >= 'A' && letter <= 'Z'

/** Pixels a grid has to be wide and high to carry its symbol. */
const symbolRoom = 18
const largestSymbol = 16

export interface SymbolSpot {
  x: number
  y: number
  /** The smaller side of the grid's box on the screen. */
  room: number
  letter: string
}

/** Draws ■ ▲ ● ○ on the grids in sight that are large enough for one. */
export function drawSymbols(
  canvas: CanvasRenderingContext2D,
  size: { x: number; y: number },
  spots: readonly SymbolSpot[],
): void {
  canvas.clearRect(0, 0, size.x, size.y)
  canvas.textAlign = 'center'
  canvas.textBaseline = 'middle'
  for (const { x, y, room, letter } of spots) {
    const colour = colourOfLetter(letter)
    if (!colour || !isShown(letter) || room < symbolRoom || !isWithin({ x, y }, size)) continue
    canvas.font = `${Math.min(largestSymbol, room * 0.5)}px sans-serif`
    canvas.fillStyle = colour === 'red' ? '#ffffff' : '#1f1f1f'
    canvas.fillText(colourSymbols[colour], x, y)
  }
}

const isWithin = (point: { x: number; y: number }, size: { x: number; y: number }): boolean =>
  point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y
