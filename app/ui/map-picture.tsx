import styles from '~/styles/map-drawing.css?raw'
import type { MapDrawing } from '../domain/map-drawing.ts'
import { DrawnGrids, DrawnSigns } from './map-drawing.tsx'

/** A drawing as a picture of its own (SVG), for pages without scripts. */
export const MapPicture = ({ drawing }: { drawing: MapDrawing }) => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox={`-6 -6 ${drawing.width + 12} ${drawing.height + 12}`}
  >
    <title>三色图</title>
    <style>{styles}</style>
    <DrawnGrids drawing={drawing} />
    <DrawnSigns drawing={drawing} />
  </svg>
)
