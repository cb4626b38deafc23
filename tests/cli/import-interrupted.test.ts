import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { root } from '~/cli/launch/processes.mjs'
import { stripes } from '../support/import-files.ts'

/** Twelve parts and a bit. */
const rows = 121_000
const kills = 6
/** Long enough for a part or two, or for the middle of the last transaction. */
const waits = [0, 120, 35, 250, 10, 400]

const options = '--id id --lon lon --lat lat --on on --category category --crs cgcs2000 --db'.split(
  ' ',
)

test('an import killed again and again ends as one that was left alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hege-killed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const calm = join(folder, 'calm', 'hege.db')
  const killed = join(folder, 'killed', 'hege.db')
  const grids = stripes(
    Array.from({ length: 9 }, (_, at) => ({ code: `P${at}`, from: at, to: at + 1 })),
  )
  await hege('init', '--db', calm).ended
  const layer = '--layer police --code code --crs cgcs2000 --db'.split(' ')
  await hege('import', 'grids', file('grids.geojson', grids), ...layer, calm).ended
  cpSync(join(folder, 'calm'), join(folder, 'killed'), { recursive: true })
  const table = file('incidents.csv', csv())
  const whole = await hege('import', 'incidents', table, ...options, calm).ended
  expect(whole.code).toBe(0)

  const db = connect(killed)
  onTestFinished(() => db.destroy())
  let interrupted = 0
  let last: Ended | undefined
  for (let kill = 0; kill < kills && !last; kill++) {
    const before = await countParts(db)
    const run = hege('import', 'incidents', table, ...options, killed)
    while (!run.isOver() && (await countParts(db)) <= before && before < 13) await setTimeout(5)
    await setTimeout(waits[kill])
    run.kill()
    const ended = await run.ended
    const isStored =
      (await db.selectFrom('incidents').select('id').executeTakeFirst()) !== undefined
    // On a fast machine the last of them is done before it is killed.
    if (isStored) last = ended
    else {
      expect(ended.code).toBeNull()
      interrupted++
    }
  }
  expect(interrupted).toBeGreaterThan(1)
  last ??= await hege('import', 'incidents', table, ...options, killed).ended
  expect(last.stderr).toMatch(/从第 \d+ 行继续/)
  if (last.code !== null) expect(last).toMatchObject({ code: 0, stdout: whole.stdout })
  const other = connect(calm)
  onTestFinished(() => other.destroy())
  expect(await resultOf(db)).toEqual(await resultOf(other))
  expect(await countParts(db)).toBe(0)
}, 240_000)

/** Every kind of row that an import tells apart, repeated numbers far from each other included. */
function csv(): string {
  const lines = ['id,lon,lat,on,category']
  for (let row = 0; row < rows; row++) {
    const id = row % 9973 === 0 ? 'again' : `JQ${(row * 7919) % rows}`
    const lon = row % 5000 === 17 ? '' : (118.19 + (row % 101) * 0.0012).toFixed(7)
    const day = String((row % 28) + 1).padStart(2, '0')
    const category = ['02', '9001', '01', 'XX'][row % 4]
    lines.push(`${id},${lon},33.905,2026-03-${day} 10:00:00,${category}`)
  }
  return `${lines.join('\n')}\n`
}

interface Ended {
  /** null for a command that was killed. */
  code: number | null
  stdout: string
  stderr: string
}

/** A command of its own process, that can be killed at any moment. */
function hege(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'app/cli/hege.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => (said.stdout += text))
  child.stderr.on('data', (text) => (said.stderr += text))
  const ended = once(child, 'close').then(([code]): Ended => ({ code, ...said }))
  return { ended, kill: () => child.kill('SIGKILL'), isOver: () => child.exitCode !== null }
}

async function countParts(db: Database): Promise<number> {
  const parts = await db.selectFrom('importParts').select('part').execute()
  return parts.length
}

/** What an import leaves behind, but for the clock. */
async function resultOf(db: Database) {
  const incidents = await db.selectFrom('incidents').selectAll().orderBy('number').execute()
  const days = await db.selectFrom('dayCounts').select(['layer', 'dayOn', 'counts']).execute()
  const batches = await db.selectFrom('importBatches').select(['id', 'status', 'outcome']).execute()
  const entries = await db.selectFrom('auditEntries').select(['act', 'subjectId']).execute()
  const deliveries = await db.selectFrom('deliveries').selectAll().execute()
  return { incidents, days, batches, entries, deliveries }
}
