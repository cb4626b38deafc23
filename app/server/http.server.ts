import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type RequestHandler } from 'express'
import { pino } from 'pino'
import { connect } from '#db/connect.ts'
import { schemaState } from '#db/migrate.ts'
import { readClock } from './clock.server.ts'
import type { RequestContext } from './context.server.ts'
import { sealerFor } from './desk.server.ts'
import { type Env, readEnv } from './env.server.ts'
import { frontGuard, securityHeaders } from './front.server.ts'
import { findSignedIn, sessionCookie } from './session.server.ts'

const buildFolder = new URL('../../build/', import.meta.url)

export interface Serving {
  address: string
  close: () => Promise<void>
}

/**
 * Serves the built application on this database until closed. Throws with a plain reason when the
 * schema is not current, the build is missing or the port is taken.
 */
export async function serve(options: { databaseUrl: string; port?: number }): Promise<Serving> {
  const env = readEnv(options)
  const db = connect(options.databaseUrl, { mustExist: true })
  const state = await schemaState(db)
  if (state !== 'current') {
    await db.destroy()
    throw new Error(`the database is ${state}: run "hege init" first`)
  }
  const log = pino({ level: env.production ? 'warn' : 'info' })
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.behindProxy ? 1 : false)
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'))
  app.use(securityHeaders(env))
  app.use(frontGuard(env))
  app.use(compression())
  app.use('/assets', staticFiles('client/assets', { immutable: true, maxAge: '1y' }))
  app.use(staticFiles('client', { maxAge: '1h' }))
  // Browsers ask for it by themselves while the page puts its head anew.
  app.get('/favicon.ico', (_request, response) => response.redirect(301, '/favicon.svg'))
  app.all(
    '*',
    createRequestHandler({
      build: await loadBuild(),
      mode: process.env.NODE_ENV ?? 'production',
      getLoadContext: contextMaker(db, sealerFor(options.databaseUrl), env),
    }),
  )
  const server = await listen(app, env)
  log.info({ address: env.publicOrigin }, 'serving')
  return {
    address: `http://${env.host}:${env.port}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      await db.destroy()
    },
  }
}

function contextMaker(
  db: RequestContext['db'],
  sealer: RequestContext['sealer'],
  env: Env,
): (request: express.Request, response: express.Response) => Promise<RequestContext> {
  const secureCookies = env.publicOrigin.startsWith('https:')
  const cookie = sessionCookie(secureCookies)
  return async (request, response) => {
    const clock = readClock()
    const token: unknown = await cookie.parse(request.headers.cookie ?? null)
    const signedIn = typeof token === 'string' ? await findSignedIn(db, token, clock) : null
    return {
      db,
      sealer,
      ...clock,
      nonce: String(response.locals.nonce),
      worker: signedIn?.worker ?? null,
      sessionId: signedIn?.sessionId ?? null,
      address: request.ip ?? '',
      tiandituKey: env.tiandituKey,
      secureCookies,
    }
  }
}

async function loadBuild(): Promise<ServerBuild> {
  const entry = new URL('server/index.js', buildFolder).href
  try {
    return (await import(entry)) as ServerBuild
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Error('the application is not built: run "npm run build" first', { cause: error })
    }
    throw error
  }
}

const staticFiles = (
  folder: string,
  options: Parameters<typeof express.static>[1],
): RequestHandler =>
  express.static(fileURLToPath(new URL(folder, buildFolder)), { index: false, ...options })

const listen = (app: express.Express, env: Env): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = app.listen(env.port, env.host, () => resolve(server))
    server.once('error', reject)
  })
