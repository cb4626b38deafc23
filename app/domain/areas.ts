/** The administrative tree: 市 → 县（区） → 乡镇（街道） → 村（社区）. */
export const areaLevels = ['prefecture', 'county', 'township', 'village'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** The two tessellations: 警格 and 综治网格. */
export const layers = ['police', 'governance'] as const
export type Layer = (typeof layers)[number]
export const isLayer = (text: string): text is Layer => text === 'police' || text === 'governance'
export const otherLayer = (layer: Layer): Layer => (layer === 'police' ? 'governance' : 'police')

/** `/321300/321302/`: every code from the root (`/`) down, so that a prefix is a whole subtree. */
export type AreaPath = string

export const isWithin = (path: AreaPath, ancestor: AreaPath): boolean => path.startsWith(ancestor)
