import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { countTests } from '~/cli/launch/checks.mjs'
import { root } from '~/cli/launch/processes.mjs'

const launch = (args: string[], nodeOptions: string[] = []) =>
  spawnSync(process.execPath, [...nodeOptions, 'app/cli/launch.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
  })

test('an older Node is refused by name before anything else happens', () => {
  const pretend = (version: string) =>
    `data:text/javascript,Object.defineProperty(process.versions,"node",{value:"${version}"})`
  for (const version of ['18.20.4', '20.18.3']) {
    const { status, stdout, stderr } = launch(['hege', 'init'], ['--import', pretend(version)])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(`needs Node 20.19 or newer; this is Node ${version}`)
  }
})

test('an unknown command lists the known ones and leaves stdout alone', () => {
  const { status, stdout, stderr } = launch(['demmo'])
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(/hege, demo, dev/)
})

test('a test file that does not load counts as one failure beside the failed tests', () => {
  const failed = { status: 'failed' }
  const file = resultFile(
    JSON.stringify({
      numPassedTests: 7,
      numFailedTests: 2,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [failed, failed] },
        { status: 'failed', assertionResults: [] },
      ],
    }),
  )
  expect(countTests(file)).toEqual({ passed: 7, failed: 3 })
})

test('a test run that left no readable result counts as failed', () => {
  expect(countTests(resultFile('{"numPassed'))).toEqual({ passed: 0, failed: 1 })
  expect(countTests('no-such-result.json')).toEqual({ passed: 0, failed: 1 })
})

function resultFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hege-launch-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'result.json')
  writeFileSync(file, text)
  return file
}
