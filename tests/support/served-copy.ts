import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, script } from '~/cli/launch/processes.mjs'
import { freePort } from './free-port.ts'

export interface ServedCopy {
  /** Scheme, host and port, without a slash at the end. */
  origin: string
  /** The SQLite file it serves. */
  database: string
  stop: () => Promise<void>
}

const startMilliseconds = 30_000

/** Serves a copy of a SQLite database and its key from the production build, until stopped. */
export async function serveCopy(original: string): Promise<ServedCopy> {
  const folder = mkdtempSync(join(tmpdir(), 'hege-served-'))
  const database = join(folder, 'demo.db')
  for (const suffix of ['', '.key']) copyFileSync(original + suffix, database + suffix)
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
  const stop = async () => {
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
  return { origin, database, stop }
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
