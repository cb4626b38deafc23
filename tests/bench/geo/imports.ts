import { execFileSync } from 'node:child_process'
import { copyFileSync, createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { connect } from '#db/connect.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { importFile } from '~/services/imports.server.ts'
import { textOf } from '~/services/imports-text.server.ts'
import { sealerOf } from '~/services/sealing.server.ts'
import { timed, timedAsync } from './clock.ts'
import { comparison, digits, table } from './table.ts'

const million = 1_000_000

/** A CSV of a million incidents, read, located, stored and counted, against inserting the same rows. */
export async function measureImports(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hege-bench-'))
  const at = (name: string) => join(folder, name)
  try {
    run('app/cli/hege.ts', ['init', '--db', at('grids.db')])
    const nothing = ['--until', '2025-12-31', '--incidents', '0', '--disputes', '0']
    run('app/cli/hege.ts', ['seed', ...nothing, '--db', at('grids.db')])
    run('tests/bench/geo/incidents-file.ts', [at('incidents.csv'), String(million)])
    copyFileSync(at('grids.db'), at('imported.db'))
    copyFileSync(at('grids.db'), at('bare.db'))
    const before = process.memoryUsage().rss
    const ours = await importAll(at('imported.db'), at('incidents.csv'))
    const peak = process.resourceUsage().maxRSS / 1000
    const indexed = insertAll(at('imported.db'), at('bare.db'), 'incidents')
    const bare = insertAll(at('imported.db'), at('bare.db'), 'bare')
    return (
      comparison(
        '1,000,000 incidents from CSV, end to end: at most 4× (stretch 2×) a bare insert',
        { name: 'hege', ms: ours },
        [
          { name: 'better-sqlite3, the same table and indexes', ms: indexed },
          { name: 'better-sqlite3, the same columns, no index', ms: bare },
        ],
      ) +
      table(
        'The same the other way round',
        ['', ''],
        [
          ['ours to the insert with the same indexes', `${digits(ours / indexed)}×`],
          ['ours to the insert without any', `${digits(ours / bare)}×`],
          ['memory before, at the peak', `${digits(before / 1e6)} MB, ${digits(peak)} MB`],
        ],
      )
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const run = (file: string, args: readonly string[]) =>
  execFileSync(process.execPath, script(file, [...args]), { cwd: root, stdio: ['ignore', 2, 2] })

/** CPU milliseconds, threads included. */
async function importAll(database: string, file: string): Promise<number> {
  const db = connect(database)
  const sealer = sealerOf(Buffer.alloc(32))
  const desk = { db, sealer, worker: null, today: '2026-01-01', now: '2026-01-01T00:00:00.000Z' }
  const { ms } = await timedAsync(async () => {
    const source = await textOf(() => createReadStream(file, { highWaterMark: 1 << 18 }))
    if (!source) throw new Error('the file is no text')
    const imported = await importFile(
      desk,
      {
        kind: 'incidents',
        fileName: 'incidents.csv',
        crs: 'wgs84',
        fields: { id: '编号', lon: '经度', lat: '纬度', on: '发生时间', category: '类别代码' },
      },
      source,
    )
    if (!imported.ok) throw new Error(JSON.stringify(imported.refusal))
    const { outcome } = imported
    if (outcome.kind !== 'incidents' || outcome.added !== million)
      throw new Error(`not all were added: ${JSON.stringify(outcome).slice(0, 500)}`)
  })
  await db.destroy()
  return ms
}

/** One prepared statement in one transaction; reading the rows to insert is left out of the time. */
function insertAll(from: string, into: string, name: 'incidents' | 'bare'): number {
  const source = new Sqlite(from, { readonly: true })
  const target = new Sqlite(into)
  target.pragma('journal_mode = wal')
  target.pragma('synchronous = full')
  target.pragma('cache_size = -65536')
  if (name === 'bare') target.exec('create table bare as select * from incidents limit 0')
  target.pragma('foreign_keys = off')
  const columns = source.prepare('select * from incidents limit 0').columns()
  const places = columns.map(() => '?').join()
  const insert = target.prepare(`insert into ${name} values (${places})`)
  const page = source.prepare('select * from incidents where id > ? order by id limit 20000').raw()
  let ms = timed(() => target.exec('begin immediate')).ms
  for (let after = 0; ; ) {
    const rows = page.all(after) as unknown[][]
    const last = rows.at(-1)
    if (!last) break
    ms += timed(() => {
      for (const row of rows) insert.run(row)
    }).ms
    after = Number(last[0])
  }
  ms += timed(() => target.exec('commit')).ms
  source.close()
  target.close()
  return ms
}
