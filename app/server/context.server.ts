import type { AppLoadContext } from '@remix-run/node'
import type { Database } from '#db/connect.ts'
import type { Day, Instant } from '../domain/day.ts'
import type { Worker } from '../domain/permissions.ts'
import type { Sealer } from '../services/sealing.server.ts'

/** What the HTTP server hands to every loader and action. */
export interface RequestContext extends AppLoadContext {
  db: Database
  sealer: Sealer
  now: Instant
  today: Day
  /** Nonce of this answer's scripts. */
  nonce: string
  /** Whose request this is; null before signing in. */
  worker: Worker | null
  sessionId: string | null
  /** Where the request came from, for the sign-in limiter. */
  address: string
  tiandituKey: string | null
  /** Cookies go out as Secure, and under the __Host- prefix. */
  secureCookies: boolean
}

export const contextOf = (context: AppLoadContext): RequestContext => context as RequestContext
