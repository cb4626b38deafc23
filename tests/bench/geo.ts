import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { root, script } from '~/cli/launch/processes.mjs'

/** Each in a process of its own, so that no part warms up or fills the memory of another. */
const parts: Record<string, () => Promise<string> | string> = {
  points: async () => (await import('./geo/points.ts')).measurePoints(),
  building: async () => (await import('./geo/building.ts')).measureBuilding(),
  overlay: async () => (await import('./geo/overlay.ts')).measureOverlay(),
  counting: async () => (await import('./geo/counting.ts')).measureCounting(),
  payload: async () => (await import('./geo/payload.ts')).measurePayload(),
  imports: async () => (await import('./geo/imports.ts')).measureImports(),
}

const [flag, name = ''] = process.argv.slice(2)
if (flag === '--part') process.stdout.write((await parts[name]?.()) ?? '')
else measure(process.argv.slice(2))

/**
 * The kernel against its peers: `npm run bench -- geo [PART …]`. Prints its tables; all of them
 * together are kept in geo.md beside this file.
 */
function measure(chosen: readonly string[]): void {
  const unknown = chosen.filter((part) => !(part in parts))
  if (unknown.length > 0) throw new Error(`no part ${unknown}: ${Object.keys(parts).join(', ')}`)
  const report = [heading()]
  for (const part of chosen.length > 0 ? chosen : Object.keys(parts)) {
    process.stderr.write(`${part} …\n`)
    const text = pinned(script('tests/bench/geo.ts', ['--part', part]))
    process.stdout.write(text)
    report.push(text)
  }
  if (chosen.length === 0) writeFileSync(join(root, 'tests/bench/geo.md'), report.join('\n'))
}

/** On one core where the system can pin a process to it. */
function pinned(args: readonly string[]): string {
  const node = [process.execPath, '--max-old-space-size=6000', ...args]
  const isPinnable = spawnSync('taskset', ['--version']).status === 0
  const [program = '', ...rest] = isPinnable ? ['taskset', '-c', '0', ...node] : node
  return execFileSync(program, rest, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function heading(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  })
  const on = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  return [
    '# The kernel against its peers',
    '',
    `${on}, commit ${commit.trim()}, Node ${process.version}, ${machine}, one core.`,
    'CPU time, median of five runs after a first one; indexes of peers are built outside the clock.',
    '',
    '',
  ].join('\n')
}
