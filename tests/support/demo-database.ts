import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { root, script } from '~/cli/launch/processes.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A small demo prefecture, seeded until today: a SQLite file to copy. */
    demoSqliteFile: string
  }
}

const scale = '0.02'

/** Once per run: the demo prefecture through the terminal door, as an operator loads it. */
export default async function prepareDemoDatabase(project: TestProject) {
  if (!existsSync(join(root, 'build/server/index.js'))) {
    throw new Error('The journeys drive the built server: run `npm run build` first.')
  }
  const folder = mkdtempSync(join(tmpdir(), 'hege-demo-'))
  const file = join(folder, 'demo.db')
  await hege('init', '--db', file)
  await hege('seed', '--scale', scale, '--db', file)
  project.provide('demoSqliteFile', file)
  return () => rmSync(folder, { recursive: true })
}

const execute = promisify(execFile)
const hege = (...args: string[]) =>
  execute(process.execPath, script('app/cli/hege.ts', args), { cwd: root })
