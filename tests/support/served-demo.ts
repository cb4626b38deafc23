import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, inject } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { freePort } from './free-port.ts'

export interface ServedDemo {
  /** Scheme, host and port, without a slash at the end. */
  origin: string
  /** The SQLite file it serves. */
  database: string
  /** The same database, to look at what a journey left behind. */
  db: Database
}

const startMilliseconds = 30_000

/** Serves a copy of the demo prefecture to the tests of one file, from the production build. */
export function serveDemo(): () => ServedDemo {
  let demo: ServedDemo | undefined
  let stop = async () => {}
  beforeAll(async () => {
    const started = await start()
    demo = started.demo
    stop = started.stop
  })
  afterAll(() => stop())
  return () => {
    if (!demo) throw new Error('The demo is served inside a test only.')
    return demo
  }
}

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'hege-served-'))
  const database = join(folder, 'demo.db')
  for (const suffix of ['', '.key'])
    copyFileSync(inject('demoSqliteFile') + suffix, database + suffix)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const server = spawn(
    process.execPath,
    script('app/cli/hege.ts', ['serve', '--port', String(port), '--db', database]),
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', PUBLIC_ORIGIN: origin },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const db = connect(database, { mustExist: true })
  const stop = async () => {
    await db.destroy()
    if (server.exitCode === null && server.signalCode === null) {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true })
  }
  try {
    await waitUntilServed(server, origin)
  } catch (error) {
    await stop()
    throw error
  }
  return { demo: { origin, database, db }, stop }
}

/** Until the address answers, whatever it answers. */
async function waitUntilServed(server: ChildProcess, origin: string) {
  let log = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream?.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-4000)
    })
  }
  const deadline = Date.now() + startMilliseconds
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server stopped at once:\n${log}`)
    const answered = await fetch(origin, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (answered) return
    await sleep(100)
  }
  throw new Error(`The server did not answer at ${origin}:\n${log}`)
}
