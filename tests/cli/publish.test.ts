import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listGridsOn } from '#db/grids.ts'
import { findImportBatch } from '#db/import-batches.ts'
import { root, script } from '~/cli/launch/processes.mjs'
import { onSqlite } from '../support/each-database.ts'
import { importStripes, stripes } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

onSqlite('the command that publishes boundaries', (db, url) => {
  test('keeps a draft, shows what it changes, publishes it from a day and takes it back', async () => {
    await layTown(db())
    const pair = [
      { code: 'A', from: 0, to: 1 },
      { code: 'B', from: 1, to: 2 },
    ]
    await importStripes(deskOn(db(), '2026-11-22'), 'police', pair)
    const hege = terminalOn(url())
    const file = fileOf(stripes([{ code: 'A', from: 0, to: 1.4 }]))
    const stated = ['--layer', 'police', '--code', 'code', '--crs', 'epsg:4490']
    const drafted = hege('import', 'grids', file, ...stated, '--draft')
    expect(drafted).toMatchObject({
      status: 0,
      stdout:
        '第 2 批草稿：网格 1 个：新增 0，变更 1，未变 0，停用 0，没有归属区划 2，事件换格 0\n',
    })
    expect(hege('publish').stdout).toBe(
      'batch,layer,file,validFrom,added,changed,ended\n2,police,grids.geojson,0001-01-01,0,1,0\n',
    )

    const dry = hege('publish', '2', '--from', '2026-11-30', '--dry-run')
    expect(JSON.parse(dry.stdout)).toMatchObject({
      batch: 2,
      layer: 'police',
      validFrom: '2026-11-30',
      changed: 1,
      changes: { ground: { pairs: [{ from: null, to: 'A' }] }, posts: { total: 0 } },
    })
    expect(await findImportBatch(db(), 2)).toMatchObject({ status: 'previewed' })

    const published = hege('publish', '2', '--from', '2026-11-30')
    expect(published.stdout).toMatch(/^第 2 批，2026-11-30 起：网格 1 个：新增 0，变更 1/)
    const areaOn = async (day: string) => (await listGridsOn(db(), 'police', day))[0]?.areaM2
    expect(await areaOn('2026-11-29')).toBeCloseTo(((await areaOn('2026-11-30')) ?? 0) / 1.4, 0)
    expect(hege('publish').stdout).toBe('batch,layer,file,validFrom,added,changed,ended\n')
    expect(hege('publish', '2')).toMatchObject({
      status: 1,
      stderr: '这个批次不在待确认状态，可能已经确认或放弃\n',
    })

    expect(hege('undo', '1')).toMatchObject({
      status: 1,
      stderr: '之后又导入过同类内容，请先撤销第 2 批\n',
    })
    expect(hege('undo').stdout).toMatch(/^batch,kind,layer,file,importedAt\n2,grids,police,/)
    expect(hege('undo', '2')).toMatchObject({ status: 0, stdout: '第 2 批已撤销\n' })
    expect(await areaOn('2026-11-30')).toBe(await areaOn('2026-11-29'))
  }, 120_000)

  test('refuses what is not a batch and what cannot go together', async () => {
    const hege = terminalOn(url())
    const stated = ['--layer', 'police', '--code', 'code', '--crs', 'cgcs2000']
    expect(hege('publish', 'x')).toMatchObject({ status: 1, stderr: '批次号应是正整数，不是 x\n' })
    expect(hege('publish', '--from', '2026-11-30').stderr).toBe('请写明要发布哪一批\n')
    expect(hege('publish', '7').stderr).toBe('这个批次不在待确认状态，可能已经确认或放弃\n')
    const file = fileOf(stripes([{ code: 'A', from: 0, to: 1 }]))
    expect(hege('import', 'grids', file, ...stated, '--draft', '--strict').stderr).toBe(
      '--draft 不能和 --dry-run、--strict 同用\n',
    )
  }, 120_000)
})

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'hege-publish-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'grids.geojson')
  writeFileSync(file, text)
  return file
}

const terminalOn =
  (database: string) =>
  (...args: string[]) => {
    const line = script('app/cli/hege.ts', [...args, '--db', database])
    const options = { cwd: root, encoding: 'utf8' } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, line, options)
    return { status, stdout, stderr }
  }
