/** Where everything about the process is read from its environment, once. */
export interface Env {
  port: number
  host: string
  /** How browsers reach the site; what requests must come from. */
  publicOrigin: string
  /** Key for the 天地图 base map; without one the map has no tiles. */
  tiandituKey: string | null
  /** A proxy in front sets X-Forwarded-For. */
  behindProxy: boolean
  production: boolean
}

export const defaultDatabase = 'data/hege.db'
const defaultPort = 3000

/** Reads the environment; a stated port wins. Throws when a value cannot be used. */
export function readEnv(stated: { port?: number } = {}, env = process.env): Env {
  const port = stated.port ?? Number(env.PORT ?? defaultPort)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be 1 to 65535, not ${env.PORT}`)
  }
  const host = env.HEGE_HOST ?? '127.0.0.1'
  const publicOrigin = new URL(env.PUBLIC_ORIGIN ?? `http://127.0.0.1:${port}`).origin
  return {
    port,
    host,
    publicOrigin,
    tiandituKey: env.TIANDITU_KEY || null,
    behindProxy: env.HEGE_BEHIND_PROXY === '1',
    production: env.NODE_ENV !== 'development',
  }
}
