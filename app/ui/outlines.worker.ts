import { decodeGridPayload } from '#geo/display/decode-payload.ts'

/** Decodes payloads beside the page, one for each message, and hands the arrays over uncopied. */
addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  const grids = decodeGridPayload(new Uint8Array(data))
  const { points, ringStart, polygonStart, gridStart } = grids
  const transfer = [points, ringStart, polygonStart, gridStart].map(({ buffer }) => buffer)
  postMessage(grids, { transfer })
})
