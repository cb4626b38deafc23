import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inProduction, root, run, say, script, tool } from './processes.mjs'

const production = { file: 'data/demo.db', scale: '1', env: inProduction }
const development = { file: 'data/dev.db', scale: '0.05', env: { NODE_ENV: 'development' } }

/** Builds, loads the demo prefecture once, and serves it until it is stopped. */
export async function serveDemo() {
  say('Building (remix vite:build).')
  const built = await run(tool.build, inProduction)
  return built === 0 ? seedAndServe(production) : built
}

/** Serves a small demo prefecture from the sources, with changes shown at once. */
export const serveForDevelopment = () => seedAndServe(development)

/** @param {typeof production} demo */
async function seedAndServe({ file, scale, env }) {
  const size = process.env.HEGE_DEMO_SCALE ?? scale
  const code = existsSync(join(root, file)) ? await migrate(file, env) : await seed(file, size, env)
  if (code !== 0) return code
  say(`Serving ${file}; stop with Ctrl-C.`)
  const port = process.env.PORT ? ['--port', process.env.PORT] : []
  return hege(['serve', ...port, '--db', file], env)
}

/** @param {string} file @param {Record<string, string>} env */
function migrate(file, env) {
  say(`The demo database ${file} is there already; delete it to load it anew.`)
  return hege(['init', '--db', file], env)
}

/**
 * Seeds beside the final place and moves the whole database there at the end: what is interrupted
 * is never taken for complete.
 * @param {string} file
 * @param {string} scale
 * @param {Record<string, string>} env
 */
async function seed(file, scale, env) {
  const unfinished = `${file}.unfinished`
  remove(unfinished)
  mkdirSync(join(root, 'data'), { recursive: true })
  say(`Creating the demo database ${file}.`)
  const created = await hege(['init', '--db', unfinished], env)
  if (created !== 0) return created
  say(`Loading the demo prefecture, scale ${scale}.`)
  const seeded = await hege(['seed', '--scale', scale, '--db', unfinished], env)
  if (seeded === 0) move(unfinished, file)
  return seeded
}

// The database file itself comes last: where it stands, the others stand too.
const suffixes = ['-wal', '-shm', '.key', '']

/** @param {string} file */
function remove(file) {
  for (const suffix of suffixes) rmSync(join(root, file + suffix), { force: true })
}

/** @param {string} from @param {string} to */
function move(from, to) {
  for (const suffix of suffixes) {
    if (existsSync(join(root, from + suffix))) {
      renameSync(join(root, from + suffix), join(root, to + suffix))
    }
  }
}

/** @param {string[]} args @param {Record<string, string>} env */
const hege = (args, env) => run(script('app/cli/hege.ts', args), env)
