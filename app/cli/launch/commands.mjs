import { benchmarks, runBenchmark } from './bench.mjs'
import { runChecks } from './checks.mjs'
import { serveDemo, serveForDevelopment } from './demo.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inProduction, run, say, script, tool } from './processes.mjs'

/** @type {Record<string, (args: string[]) => number | Promise<number>>} */
const commands = {
  hege: (args) => run(script('app/cli/hege.ts', args), inProduction),
  demo: serveDemo,
  dev: serveForDevelopment,
  build: () => run(tool.build, inProduction),
  test: runChecks,
  bench: runBench,
  format: () => run(tool.format),
}

/**
 * Runs one command with its arguments and answers its exit code.
 * @param {string[]} args
 */
export async function launch([name = '', ...args]) {
  const command = commands[name]
  if (!command) {
    say(`Commands: ${Object.keys(commands).join(', ')}.`)
    return 1
  }
  return (await ensureDependencies()) ? command(args) : 1
}

/** @param {string[]} args the name of a benchmark, then its own arguments */
function runBench([name = '', ...args]) {
  const names = benchmarks()
  if (names.includes(name)) return runBenchmark(name, args)
  say(`Benchmarks: ${names.join(', ')}.`)
  return 1
}
