import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listGridsOn } from '#db/grids.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { onSqlite } from '../support/each-database.ts'
import { type Stripe, stripes } from '../support/import-files.ts'

onSqlite('the command that imports grids', (db, url) => {
  test('adds up without a day, cuts anew with one, and says on stderr what overlaps', async () => {
    const importGrids = importerInto(url())
    const first = [{ code: 'A', from: 0, to: 1 }]
    expect(importGrids(first)).toMatchObject({ status: 0, stderr: '' })

    const second = [
      { code: 'B', from: 0, to: 2 },
      { code: '(outside)', from: 2, to: 3 },
    ]
    const dry = importGrids(second, '--valid-from', '2026-07-01', '--dry-run')
    expect(dry.stdout).toMatch(/新增 1.*停用 1（停用：A）.*跳过 1 条/)
    const added = importGrids(second)
    expect(added.stdout).toMatch(/新增 1.*停用 0.*跳过 1 条/)
    expect(added.stderr).toMatch(
      /^第 2 行（第 1 个要素）：与网格 A 重叠 [\d.]+ 平方米，重叠处的点归代码小的网格\n第 3 行（第 2 个要素）：.*不能用作网格代码（\(outside\)）\n$/,
    )
    const codes = (await listGridsOn(db(), 'police', '2026-11-22')).map(({ code }) => code)
    expect(codes).toEqual(['A', 'B'])
  }, 120_000)
})

function importerInto(database: string) {
  const folder = mkdtempSync(join(tmpdir(), 'hege-grids-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'grids.geojson')
  const stated = ['--layer', 'police', '--code', 'code', '--crs', 'cgcs2000', '--db', database]
  return (grids: readonly Stripe[], ...more: string[]) => {
    writeFileSync(file, stripes(grids))
    const line = script('app/cli/hege.ts', ['import', 'grids', file, ...stated, ...more])
    const { status, stdout, stderr } = spawnSync(process.execPath, line, {
      cwd: root,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
}
