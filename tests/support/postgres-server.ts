import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresFolder } from '~/cli/launch/programs.mjs'
import { freePort } from './free-port.ts'

const startMilliseconds = 15_000

export interface PostgresServer {
  /** The address of a database on this server. */
  url: (database: string) => string
  stop: () => Promise<void>
}

/**
 * Starts a PostgreSQL of its own on a free port of this machine, in a temporary folder that is
 * removed at the end. Nothing in it survives a crash, which is what makes it fast. It ends with
 * this process, too.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresFolder()
  if (!programs) throw new Error('No PostgreSQL found: install it, or put its initdb on the PATH.')
  const account = unprivilegedAccount()
  const folder = mkdtempSync(join(tmpdir(), 'hege-postgres-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const cluster = join(folder, 'cluster')
  initialise(join(programs, 'initdb'), cluster, { ...account, cwd: folder })

  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'autovacuum=off',
    'max_connections=200',
  ]
  const server = spawn(
    'sh',
    ['-c', untilOrphaned, folder, join(programs, 'postgres'), '-D', cluster].concat(
      settings.flatMap((setting) => ['-c', setting]),
    ),
    { ...account, cwd: folder, detached: true, stdio: ['pipe', 'ignore', 'pipe'] },
  )
  await waitUntilReady(server.stderr)

  return {
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    stop: async () => {
      server.stdin.end()
      await once(server, 'exit')
    },
  }
}

/**
 * Ends the server and removes its folder as soon as standard input closes, which it does however
 * this process ends.
 */
const untilOrphaned = '"$@" & read -r _; kill -QUIT $!; wait $!; cd /; rm -rf "$0"'

/** PostgreSQL refuses to run as root: then it runs as its own account, or as nobody. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] =
    accounts.find(([name]) => name === 'postgres') ??
    accounts.find(([name]) => name === 'nobody') ??
    []
  return { uid: Number(uid), gid: Number(gid) }
}

function initialise(
  initdb: string,
  cluster: string,
  options: { uid?: number; gid?: number; cwd: string },
) {
  const result = spawnSync(
    initdb,
    ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-N', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...options, encoding: 'utf8' },
  )
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error ?? result.stderr}`)
}

async function waitUntilReady(stderr: Readable) {
  let log = ''
  const ready = new Promise<void>((resolve) => {
    stderr.on('data', (chunk) => {
      log = `${log}${chunk}`.slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
  })
  await Promise.race([
    ready,
    sleep(startMilliseconds, undefined, { ref: false }).then(() => {
      throw new Error(`PostgreSQL did not start:\n${log}`)
    }),
  ])
}
