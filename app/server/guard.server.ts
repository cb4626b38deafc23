import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { mayAnywhere, type Right } from '../domain/permissions.ts'
import type { Desk } from '../services/desk.server.ts'
import { contextOf, type RequestContext } from './context.server.ts'
import { fieldsOf } from './fields.server.ts'

/** Marks a loader or action that went through the guard; a test finds any that did not. */
export const guardBrand = Symbol.for('hege.guard')

export interface GuardedArgs {
  request: Request
  url: URL
  params: Record<string, string | undefined>
  desk: Desk
  context: RequestContext
}

/** The fields an unsigned-in worker had just posted, kept for after the sign-in. */
export interface SignInNeeded {
  next: string
  fields: Record<string, string>
}

/**
 * A loader for those who hold the right somewhere: others get 403, and nobody signed in goes to
 * the sign-in page. Whether the thing asked for is within reach is the loader's to decide.
 */
export function guardLoader<Answer>(right: Right, answer: (args: GuardedArgs) => Answer) {
  return branded(right, async ({ request, params, context }: LoaderFunctionArgs) => {
    const url = new URL(request.url)
    const given = contextOf(context)
    if (!given.worker) throw redirect(signInAddress(url))
    const desk = seatAt(given, given.worker, right)
    return await answer({ request, url, params, desk, context: given })
  })
}

/**
 * An action behind the same guard; what was typed is kept when the sign-in has run out, save on the
 * worker's own account, where it may be a password.
 */
export function guardAction<Answer>(right: Right, answer: (args: GuardedArgs) => Answer) {
  return branded(right, async ({ request, params, context }: ActionFunctionArgs) => {
    const url = new URL(request.url)
    const given = contextOf(context)
    if (!given.worker) {
      const isKept = right !== 'own.account' && !isUpload(request)
      const fields = isKept ? await fieldsOf(request) : {}
      const needed: SignInNeeded = { next: pathOf(url), fields }
      throw data(needed, { status: 401 })
    }
    const desk = seatAt(given, given.worker, right)
    return await answer({ request, url, params, desk, context: given })
  })
}

/** A loader or action that anybody may call: signing in, and nothing else. */
export function open<Args extends LoaderFunctionArgs | ActionFunctionArgs, Answer>(
  answer: (args: Args) => Promise<Answer>,
) {
  return branded('open', answer)
}

/** A file of a hundred megabytes is not read for somebody who has not signed in. */
const isUpload = (request: Request): boolean =>
  request.headers.get('Content-Type')?.startsWith('multipart/') ?? false

/** Same answer for what does not exist and for what is somebody else's. */
export const notFound = (): Response => new Response(null, { status: 404 })
export const forbidden = (): Response => new Response(null, { status: 403 })

function seatAt(context: RequestContext, worker: Desk['worker'], right: Right): Desk {
  if (worker.mustChangePassword && right !== 'own.account') throw redirect('/password')
  if (!mayAnywhere(worker, right)) throw forbidden()
  const { db, sealer, now, today } = context
  return { db, sealer, now, today, worker }
}

const branded = <Handler extends (args: never) => unknown>(
  right: Right | 'open',
  handler: Handler,
): Handler => Object.assign(handler, { [guardBrand]: right })

const signInAddress = (url: URL): string => `/login?next=${encodeURIComponent(pathOf(url))}`

const pathOf = (url: URL): string =>
  url.pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/') + withoutRouting(url)

/** The query without what the framework adds to its own requests. */
function withoutRouting(url: URL): string {
  const search = new URLSearchParams(url.search)
  search.delete('_routes')
  search.delete('index')
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
