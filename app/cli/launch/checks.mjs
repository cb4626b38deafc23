import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensure, testNeeds } from './machine.mjs'
import { run, runNpm, tool } from './processes.mjs'

/** @typedef {{ passed: number, failed: number }} Outcome */
/** @type {[heading: string, check: () => Promise<Outcome>][]} */
const checks = [
  ['What the tests need on this machine', async () => outcomeOf(ensure(testNeeds))],
  ['Lock file is whole (npm ci --dry-run)', async () => outcomeOf((await dryInstall()) === 0)],
  ['Format and lint (biome)', () => runTool(tool.lint)],
  ['Types (tsc)', () => runTool(tool.types)],
  ['Dead code (knip)', () => runTool(tool.deadCode)],
  ['Production build (remix)', () => runTool(tool.build, 'production')],
  ['Tests (vitest)', runTests],
]

/** Runs everything a change must pass, ends with `N passed, N failed` and answers 0 or 1. */
export async function runChecks() {
  const total = { passed: 0, failed: 0 }
  for (const [heading, check] of checks) {
    process.stdout.write(`\n== ${heading}\n`)
    const startedAt = performance.now()
    const { passed, failed } = await check()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`== ${heading}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`)
    total.passed += passed
    total.failed += failed
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
}

/**
 * Reads what vitest's json reporter wrote; no readable file means that the run died.
 * @param {string} resultFile
 * @returns {Outcome}
 */
export function countTests(resultFile) {
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8'))
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.testResults.filter(didNotLoad).length,
    }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const dryInstall = () => runNpm(['ci', '--dry-run', '--include=dev', '--loglevel=error'])

/** @param {string[]} args @param {'test' | 'production'} mode */
const runTool = async (args, mode = 'test') =>
  outcomeOf((await run(args, { NODE_ENV: mode })) === 0)

/** @param {boolean} passed @returns {Outcome} */
const outcomeOf = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** Counts single tests; a file that does not load and a run that dies count as one failure each. */
async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'hege-tests-'))
  const resultFile = join(folder, 'result.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`]
  const code = await run([...tool.tests, ...reporters], { NODE_ENV: 'test' })
  const outcome = countTests(resultFile)
  rmSync(folder, { recursive: true })
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
const didNotLoad = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
