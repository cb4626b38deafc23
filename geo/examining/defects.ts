export type DefectKind =
  | 'unclosed'
  | 'repeated-vertex'
  | 'self-crossing'
  | 'self-touching'
  | 'spike'
  | 'zero-area'
  | 'winding'
  | 'not-a-number'
  | 'out-of-range'
  | 'swapped-axes'
  | 'shifted-datum'
  | 'overlap'
  | 'overlap-sliver'
  | 'gap'
  | 'gap-sliver'
  | 'unshared-border'
  | 'missing-code'
  | 'unusable-code'
  | 'duplicate-code'
  | 'spread-rows'
  | 'no-polygon'
  | 'misplaced-ring'
  | 'tangled-ring'
  | 'unconfirmed-datum'

/** What a person may choose to have mended; nothing is ever mended unasked. */
export type MendKind = 'spikes' | 'borders' | 'gaps' | 'overlaps' | 'axes' | 'datum'

/**
 * One thing wrong with a file of grids, and where. A `quiet` one is a remark that asks for nothing: a
 * lake, a ring that runs the other way round. An error leaves its feature out; a warning is
 * used as the reading mends it, or as it is. `feature`, `ring` and `vertex` count from 0 as the
 * file has them (rings over all polygons of the feature), `line` from 1; `lon` and `lat` are
 * CGCS2000 degrees; `other` is the other grid of a pair; `outline` is rings to draw, at most 200
 * points.
 */
export interface Defect {
  kind: DefectKind
  severity: 'error' | 'warning'
  quiet?: true
  feature: number
  line: number
  code?: string
  ring?: number
  vertex?: number
  lon?: number
  lat?: number
  other?: string
  areaM2?: number
  metres?: number
  /** Degrees clockwise from north: where a shifted datum has put it. */
  bearing?: number
  datum?: 'gcj02' | 'bd09'
  outline?: [number, number][][]
  mend?: MendKind
  detail?: string
}
