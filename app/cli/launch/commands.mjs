import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runChecks } from './checks.mjs'
import { serveDemo, serveForDevelopment } from './demo.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { inProduction, root, run, say, script, tool } from './processes.mjs'

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

/** @param {string[]} args the name of a file in tests/bench, then its own arguments */
function runBench([name, ...args]) {
  const names = readdirSync(join(root, 'tests/bench'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
  if (!name || !names.includes(name)) {
    say(`Benchmarks: ${names.join(', ')}.`)
    return 1
  }
  return run(script(`tests/bench/${name}.ts`, args), inProduction)
}
