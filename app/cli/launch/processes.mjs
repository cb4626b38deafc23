import { spawn, spawnSync } from 'node:child_process'
import { constants as systemConstants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Arguments for Node that start each tool by its own file, so that nothing depends on a PATH. */
export const tool = {
  build: ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'],
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '--project', '.'],
  deadCode: ['node_modules/knip/bin/knip.js', '--no-progress'],
  tests: ['node_modules/vitest/vitest.mjs', 'run'],
}

/**
 * Arguments for Node that run a TypeScript file of this repository.
 * @param {string} file relative to the root
 * @param {string[]} args
 */
export const script = (file, args = []) => ['--import', 'tsx', file, ...args]

/** @typedef {Record<string, string>} Environment */

/**
 * The environment of a door that an operator uses, unless they say otherwise.
 * @type {Environment}
 */
export const inProduction = { NODE_ENV: process.env.NODE_ENV ?? 'production' }

/** @param {string} line */
export const say = (line) => process.stderr.write(`${line}\n`)

/**
 * Runs Node at the root with this terminal's streams and answers its exit code; a child ended by a
 * signal answers 128 + its number, as a shell does. Ctrl-C reaches the child by itself; signals sent
 * to this process alone are passed on.
 * @param {string[]} args
 * @param {Environment} env added to the environment
 * @returns {Promise<number>}
 */
export function run(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  }
  for (const signal of passedOn) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const name of passedOn) process.off(name, pass)
      resolve(code ?? 128 + (signal ? systemConstants.signals[signal] : 0))
    })
  })
}

/**
 * Runs npm with its output on stderr and answers its exit code: the npm that started this, if one
 * did.
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function runNpm(args) {
  const npm = process.env.npm_execpath
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm']
  const child = spawn(program, [...before, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/**
 * Runs a program for its effect with its output on stderr, and answers whether it succeeded.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} env added to the environment
 */
export const succeeds = (program, args, env = {}) =>
  spawnSync(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status ===
  0

/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP']
