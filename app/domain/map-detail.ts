/**
 * How closely borders on the browser's map follow the real ones, coarse to fine. What they may be off
 * is less than a pixel at the zooms they serve: a pixel is 45 m at zoom 11.5 and 8 m at zoom 14
 * (Web Mercator at 34° N).
 */
export const mapDetails = ['overview', 'middle', 'fine'] as const
export type MapDetail = (typeof mapDetails)[number]

export const isMapDetail = (text: string): text is MapDetail =>
  (mapDetails as readonly string[]).includes(text)

/** What a zoom of the map needs. */
export const detailAt = (zoom: number): MapDetail =>
  zoom < 11.5 ? 'overview' : zoom < 14 ? 'middle' : 'fine'

/** Fewer grids than a county's fill the first view at a zoom that shows more than the overview. */
const countySize = 600

/** What a map begins with, by how many grids its first view shows. */
export const firstDetail = (grids: number): MapDetail =>
  grids > countySize ? 'overview' : 'middle'

export const isFiner = (detail: MapDetail, other: MapDetail): boolean =>
  mapDetails.indexOf(detail) > mapDetails.indexOf(other)
