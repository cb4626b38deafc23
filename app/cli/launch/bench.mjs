import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inProduction, root, run, script } from './processes.mjs'

const folder = join(root, 'tests/bench')

/** The names of the benchmarks; none where the tests were not installed. */
export const benchmarks = () =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.ts'))
        .map((file) => file.slice(0, -'.ts'.length))
    : []

/**
 * Runs a benchmark with its own arguments and answers its exit code.
 * @param {string} name
 * @param {string[]} args
 */
export const runBenchmark = (name, args) =>
  run(script(`tests/bench/${name}.ts`, args), inProduction)
