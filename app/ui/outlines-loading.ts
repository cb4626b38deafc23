import { type DecodedGrids, decodeGridPayload } from '#geo/display/decode-payload.ts'

/** Fetches something the map needs, or throws. */
export async function load(address: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { signal })
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return response
}

/** Borders of grids, decoded off the main thread where the browser has workers. */
export async function loadOutlines(address: string, signal: AbortSignal): Promise<DecodedGrids> {
  const bytes = await (await load(address, signal)).arrayBuffer()
  if (typeof Worker === 'undefined') return decodeGridPayload(new Uint8Array(bytes))
  return decodeInWorker(bytes, signal)
}

/** A worker that cannot start (an old browser, a policy) leaves the work to the page. */
function decodeInWorker(bytes: ArrayBuffer, signal: AbortSignal): Promise<DecodedGrids> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./outlines.worker.ts', import.meta.url), { type: 'module' })
    signal.addEventListener('abort', () => {
      worker.terminate()
      reject(signal.reason)
    })
    worker.addEventListener('message', ({ data }: MessageEvent<DecodedGrids>) => {
      worker.terminate()
      resolve(data)
    })
    worker.addEventListener('error', () => {
      worker.terminate()
      try {
        resolve(decodeGridPayload(new Uint8Array(bytes)))
      } catch (error) {
        reject(error)
      }
    })
    worker.postMessage(bytes)
  })
}
