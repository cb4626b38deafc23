import type { AreaLevel } from '~/domain/areas.ts'
import { administer } from './administration.ts'
import type { MultiPolygon } from './geometry.ts'
import { drawGovernanceBorders, governanceGrids } from './governance.ts'
import { enclaveCount, placeIslands } from './islands.ts'
import { outlineOf } from './outline.ts'
import { lonLatOf } from './plane.ts'
import { drawPoliceLayer } from './police.ts'
import { tessellate } from './tessellation.ts'

export interface Area {
  code: string
  name: string
  level: AreaLevel
  parentCode: string | null
}

export interface GovernanceGrid {
  /** 15 digits: village + 001–499 for 基础网格, 501–999 for 专属网格. */
  code: string
  name: string
  kind: 'basic' | 'dedicated'
  /** The village. */
  areaCode: string
  geometry: MultiPolygon
  households: number
  population: number
}

export interface PoliceGrid {
  /** 15 digits: police station (12) + sequence. */
  code: string
  name: string
  /** The township. */
  areaCode: string
  geometry: MultiPolygon
  /** Sums of the governance grids it was drawn over; near enough where borders differ. */
  households: number
  population: number
  /** Whether it is the exact union of governance grids (警网融合). */
  fused: boolean
}

/** A county town, where most incidents happen. */
export interface Town {
  countyCode: string
  lon: number
  lat: number
}

export interface Prefecture {
  seed: number
  areas: Area[]
  governance: GovernanceGrid[]
  police: PoliceGrid[]
  /** The prefecture as a whole; its holes are the lakes, which belong to no grid. */
  extent: MultiPolygon
  towns: Town[]
}

/** 宿迁: 5,160 governance grids (2020) and 1,065 police grids (2021-02-10). */
const governanceCount = 5_160
const policeCount = 1_065

/**
 * The demo prefecture: invented land about 宿迁's real position, with real county and township names
 * and invented villages. Coordinates are WGS84 and CGCS2000 alike, multiples of 1e-7°. The governance
 * layer is a true coverage but for the lakes; the police layer is not quite, on purpose. The same
 * scale and seed give the same bytes.
 */
export function generatePrefecture({ scale = 1, seed = 3213 } = {}): Prefecture {
  const outline = outlineOf(scale)
  const cellCount = Math.round(governanceCount * scale) - enclaveCount(scale)
  const tessellation = tessellate(outline, cellCount, seed)
  const administration = administer(tessellation, outline, scale, seed)
  const land = drawGovernanceBorders(tessellation, seed)
  const { islands, shores } = placeIslands(tessellation, administration, land, scale, seed)
  const borders = [...land, ...shores]
  const { grids, extent, peopleOf } = governanceGrids(
    tessellation,
    administration,
    borders,
    islands,
    seed,
  )
  const police = drawPoliceLayer({
    tessellation,
    administration,
    land,
    shores,
    islands,
    peopleOf,
    count: Math.round(policeCount * scale),
    scale,
    seed,
  })
  const towns = outline.counties.map(({ code, town }) => ({ countyCode: code, ...lonLatOf(town) }))
  return { seed, areas: administration.areas, governance: grids, police, extent, towns }
}
