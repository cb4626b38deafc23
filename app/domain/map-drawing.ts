import type { Layer } from './areas.ts'
import type { Colour } from './grading.ts'

/** Coloured grids, drawn in whole units from the top left corner. */
export interface MapDrawing {
  layer: Layer
  width: number
  height: number
  /** SVG path data of all grids of a colour; even-odd. */
  grids: Record<Colour, string>
  /** Where the symbols stand, and how far they reach from there. */
  marks: { colour: Colour; x: number; y: number }[]
  markSize: number
  /** A length for the eye: so many kilometres are so many units. */
  scale: { kilometres: number; length: number }
}
