/** What a file can bring in. */
export const batchKinds = ['areas', 'grids', 'incidents'] as const
export type BatchKind = (typeof batchKinds)[number]
export const isBatchKind = (text: string): text is BatchKind =>
  (batchKinds as readonly string[]).includes(text)

/**
 * A file waits as uploaded until its fields are stated, as previewed until it is confirmed. One that
 * the terminal imports at once is running until it is imported, or goes on when it was interrupted.
 */
export type BatchStatus = 'uploaded' | 'previewed' | 'running' | 'imported' | 'undone' | 'discarded'

/** A layer of 50,000 grids and 3.3 million vertices is a GeoJSON of some 90 MB. */
export const importLimitMegabytes = 128
