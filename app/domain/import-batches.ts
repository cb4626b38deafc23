/** What a file can bring in. */
export const batchKinds = ['areas', 'grids', 'incidents'] as const
export type BatchKind = (typeof batchKinds)[number]
export const isBatchKind = (text: string): text is BatchKind =>
  (batchKinds as readonly string[]).includes(text)

/** A file waits as uploaded until its fields are stated, as previewed until it is confirmed. */
export type BatchStatus = 'uploaded' | 'previewed' | 'imported' | 'undone' | 'discarded'
