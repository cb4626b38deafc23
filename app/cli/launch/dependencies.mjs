import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePrograms } from './machine.mjs'
import { root, runNpm, say } from './processes.mjs'

const lockFile = join(root, 'package-lock.json')
const installedFile = join(root, 'node_modules/.package-lock.json')
const stampFile = join(root, 'node_modules/.hege-installed')
const compiledSqlite = join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')

const installArguments = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
const heartbeatMilliseconds = 20_000

/**
 * Installs the dependencies unless those of package-lock.json are there already, built for this
 * Node. Answers whether the product can be started.
 */
export async function ensureDependencies() {
  const stamp = stampOf(readFileSync(lockFile))
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true
  if (!isInstalledByHand()) {
    if (!(await install())) return false
  }
  writeFileSync(stampFile, stamp)
  return true
}

/** @param {Buffer} lock */
const stampOf = (lock) =>
  [
    createHash('sha256').update(lock).digest('hex'),
    process.platform,
    process.arch,
    process.versions.modules,
  ].join(' ')

/** Someone ran `npm ci` by themselves: every package is there in the locked version. */
function isInstalledByHand() {
  if (!existsSync(installedFile) || existsSync(stampFile) || !existsSync(compiledSqlite)) {
    return false
  }
  const installed = packagesOf(installedFile)
  return Object.entries(packagesOf(lockFile)).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional),
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

async function install() {
  say('Installing the dependencies (npm ci): one minute, or up to five where SQLite is compiled.')
  const compilerMissing = !ensurePrograms(['python3', 'make', 'g++'], 'to compile SQLite')
  const startedAt = performance.now()
  const seconds = () => Math.round((performance.now() - startedAt) / 1000)
  const heartbeat = setInterval(
    () => say(`  still installing (${seconds()} s)`),
    heartbeatMilliseconds,
  )
  const code = await runNpm(installArguments)
  clearInterval(heartbeat)
  if (code === 0 && existsSync(compiledSqlite)) {
    say(`Installed in ${seconds()} s.`)
    return true
  }
  say(
    compilerMissing
      ? 'The installation failed, most likely for want of the compiler named above.'
      : 'The installation failed; npm says why above. Check the network, then run this again.',
  )
  return false
}
