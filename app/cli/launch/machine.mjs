import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say, succeeds } from './processes.mjs'
import { chromiumPath, isInstalled, postgresFolder } from './programs.mjs'

/**
 * @typedef {object} Need
 * @property {string} name what a person calls it
 * @property {() => boolean} isMet
 * @property {string} purpose what it is needed for, after "needed"
 * @property {string} debianPackage
 * @property {string} elsewhere how to get it on another system
 */

/** @type {readonly Need[]} */
export const testNeeds = [
  {
    name: 'Chromium',
    isMet: () => chromiumPath() !== undefined,
    purpose: 'for the tests in a real browser',
    debianPackage: 'chromium',
    elsewhere: 'install Chromium or Chrome and set CHROMIUM_PATH to its program',
  },
  {
    name: 'fontconfig',
    isMet: () => isInstalled('fc-list'),
    purpose: 'to see which fonts are there',
    debianPackage: 'fontconfig',
    elsewhere: 'install fontconfig (fc-list)',
  },
  {
    name: 'a Chinese font',
    isMet: hasChineseFont,
    purpose: 'for printed reports',
    debianPackage: 'fonts-noto-cjk',
    elsewhere: 'install Noto Serif CJK',
  },
  {
    name: 'pdftotext',
    isMet: () => isInstalled('pdftotext'),
    purpose: 'to read printed reports back',
    debianPackage: 'poppler-utils',
    elsewhere: 'install poppler',
  },
  {
    name: 'PostgreSQL',
    isMet: () => postgresFolder() !== undefined,
    purpose: 'because the data layer is tested on it too',
    debianPackage: 'postgresql',
    elsewhere: 'install PostgreSQL 13 or newer and put initdb on the PATH',
  },
  {
    name: 'pg_dump',
    isMet: () => isInstalled('pg_dump'),
    purpose: 'because backups of PostgreSQL are tested too',
    debianPackage: 'postgresql-client',
    elsewhere: 'install the PostgreSQL client programs and put pg_dump on the PATH',
  },
]

/**
 * Gets what is missing on Debian as root, and otherwise says how to get it. Answers whether
 * everything is there now.
 * @param {readonly Need[]} needs
 */
export function ensure(needs) {
  const missing = needs.filter((need) => !need.isMet())
  if (missing.length === 0) return true
  for (const { name, purpose } of missing) say(`Missing: ${name}, needed ${purpose}.`)
  const packages = [...new Set(missing.map(({ debianPackage }) => debianPackage))]
  if (isDebianRoot()) {
    say(`Installing ${packages.join(', ')} with apt-get.`)
    if (installDebianPackages(packages)) return needs.every((need) => need.isMet())
    say('apt-get failed; it says why above.')
    return false
  }
  say(`On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`)
  for (const { name, elsewhere } of missing) say(`Elsewhere, ${name}: ${elsewhere}`)
  return false
}

/**
 * @param {string[]} programs commands that must be on the PATH
 * @param {string} purpose
 */
export const ensurePrograms = (programs, purpose) =>
  ensure(
    programs.map((program) => ({
      name: program,
      isMet: () => isInstalled(program),
      purpose,
      debianPackage: program,
      elsewhere: 'install it with your package manager (macOS: xcode-select --install)',
    })),
  )

function hasChineseFont() {
  const fonts = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return fonts.status === 0 && fonts.stdout.trim() !== ''
}

const isDebianRoot = () => existsSync('/etc/debian_version') && process.getuid?.() === 0

/** @param {string[]} packages */
function installDebianPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  return (
    succeeds('apt-get', ['update', '-qq'], env) &&
    succeeds('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], env)
  )
}
