import { PassThrough } from 'node:stream'
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
} from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { contextOf } from './server/context.server.ts'
import { NonceContext } from './ui/nonce.ts'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const abortAfterMilliseconds = 10_000

/** Pages stream to browsers and come whole to programs; nothing of them is kept by caches. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entryContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { nonce } = contextOf(loadContext)
  const readyEvent = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady'
  return new Promise((resolve, reject) => {
    let finalStatus = status
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={entryContext} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        [readyEvent]() {
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
          pipe(body)
          resolve(
            new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }),
          )
        },
        onShellError: reject,
        onError(error: unknown) {
          finalStatus = 500
          console.error(error)
        },
      },
    )
    setTimeout(abort, abortAfterMilliseconds).unref()
  })
}

/** The same holds for what a page asks for by itself on the way to the next. */
export function handleDataRequest(response: Response): Response {
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
  return response
}

/**
 * An error nobody foresaw: logged whole, told to the browser as a bare 500. What the framework
 * itself refuses (405 where there is nothing to post to) is the asker's error.
 */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted && !isRouteErrorResponse(error)) console.error(error)
}
