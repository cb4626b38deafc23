import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '#db/connect.ts'
import { root } from '~/cli/launch/processes.mjs'
import { incidentsCsv, lonAt, stripes } from '../support/import-files.ts'

/** Commands on a database of their own, in a folder that goes with the test. */
function newSite() {
  const folder = mkdtempSync(join(tmpdir(), 'hege-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = join(folder, 'site', 'hege.db')
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const hege = (...args: string[]) => run([...args, '--db', database])
  return { folder, database, file, hege }
}

function run(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'app/cli/hege.ts', ...args],
    { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } },
  )
  return { status, stdout, stderr }
}

/** Refused: exit code 1, one line that says why, nothing on stdout. */
const refusal = (reason: RegExp) => ({
  status: 1,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^[^\\n]*(${reason.source})[^\\n]*\\n$`)),
})

const grids = stripes([
  { code: '002', from: 1, to: 2 },
  { code: '001', from: 0, to: 1 },
  { code: '甲,"一"', from: 4, to: 5 },
])
const incidents = incidentsCsv([
  { id: '1', x: 0.5 },
  { id: '2', x: 0.6, on: '2026-03-31' },
  { id: '3', x: 3 },
])
const gridOptions = ['--layer', 'police', '--code', 'code', '--crs', 'cgcs2000']
const fields = ['--id', 'id', '--lon', 'lon', '--lat', 'lat', '--on', 'on']
const incidentOptions = [...fields, '--category', 'category', '--crs', 'cgcs2000']

test('a site from an empty folder to counts, places and shares', () => {
  const { database, file, hege } = newSite()
  expect(hege('counts', '--layer', 'police')).toEqual(refusal(/没有数据库/))
  expect(existsSync(database)).toBe(false)
  expect(hege('init')).toMatchObject({ status: 0, stdout: '' })
  expect(hege('init').stderr).toMatch(/没有改动/)

  const gridFile = file('police.geojson', grids)
  expect(hege('import', 'grids', gridFile, ...gridOptions)).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/新增 3/),
  })
  const governance = file('governance.geojson', stripes([{ code: 'G', from: 0, to: 1.5 }]))
  hege('import', 'grids', governance, '--layer', 'governance', ...gridOptions.slice(2))
  const csv = file('incidents.csv', incidents)
  expect(hege('import', 'incidents', csv, ...incidentOptions).stdout).toMatch(/新增 3/)
  expect(hege('import', 'incidents', csv, ...incidentOptions)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/没有新内容.*已有 3/),
  })

  expect(hege('counts', '--layer', 'police')).toEqual({
    status: 0,
    stderr: '',
    stdout: 'code,count\n001,2\n002,0\n"甲,""一""",0\n(outside),1\n',
  })
  const march = ['--from', '2026-03-01', '--to', '2026-03-30']
  expect(hege('counts', '--layer', 'police', ...march).stdout).toMatch(/^001,1$/m)

  const place = ['--lon', String(lonAt(1)), '--lat', '33.905', '--on', '2026-03-01']
  expect(JSON.parse(hege('locate', ...place).stdout)).toEqual({
    police: '002',
    governance: 'G',
    candidates: [{ layer: 'police', code: '001', metres: 0 }],
  })
  const far = hege('locate', '--lon', '-77.02', '--lat=38.9')
  expect(far.stdout).toBe('{"police":null,"governance":null,"candidates":[]}\n')

  const [header, ...pairs] = hege('crosswalk').stdout.trimEnd().split('\n')
  expect(header).toBe('police_code,governance_code,area_m2,share_of_police,share_of_governance')
  expect(pairs).toHaveLength(2)
  expect(pairs[0]).toMatch(/^001,G,\d+\.\d\d,1\.000000000,0\.666666667$/)
  expect(pairs[1]).toMatch(/^002,G,\d+\.\d\d,0\.500000000,0\.333333333$/)
}, 120_000)

test('rows that cannot be used are on stderr by line, and refuse the file when strict', () => {
  const { file, hege } = newSite()
  hege('init')
  const csv = file('incidents.csv', `${incidents}1,118.2,33.9,2026-03-01,02\n9,,,2026-03-01,02\n`)
  expect(hege('import', 'incidents', csv, ...incidentOptions, '--strict')).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^第 5 行：.*重复.*\n第 6 行：没有坐标.*\n.*不导入\n$/),
  })
  expect(hege('counts', '--layer', 'police').stdout).toBe('code,count\n(outside),0\n')
  const dry = hege('import', 'incidents', csv, ...incidentOptions, '--dry-run')
  expect(dry).toMatchObject({ status: 0, stdout: expect.stringMatching(/未写入.*新增 3.*跳过 2/) })
  expect(hege('counts', '--layer', 'police').stdout).toBe('code,count\n(outside),0\n')
  const imported = hege('import', 'incidents', csv, ...incidentOptions)
  expect(imported.stderr.trimEnd().split('\n')).toHaveLength(2)
  expect(hege('counts', '--layer', 'police').stdout).toBe('code,count\n(outside),3\n')
}, 120_000)

test('what cannot be used is refused in one line, with nothing written', () => {
  const { file, hege } = newSite()
  hege('init')
  const gridFile = file('police.geojson', grids)
  const csv = file('incidents.csv', incidents)
  const importGrids = (...args: string[]) => hege('import', 'grids', ...args)
  const withoutCrs = gridOptions.slice(0, -2)
  expect(importGrids(gridFile, ...withoutCrs)).toEqual(refusal(/--crs/))
  expect(importGrids(gridFile, ...withoutCrs, '--crs', 'utm')).toEqual(refusal(/utm/))
  expect(importGrids('none.geojson', ...gridOptions)).toEqual(refusal(/没有文件 none/))
  expect(importGrids(gridFile, ...gridOptions, '--name', 'mingcheng')).toEqual(
    refusal(/mingcheng.*code/),
  )
  expect(importGrids(csv, ...gridOptions)).toEqual(refusal(/JSON/))
  const wrongField = [...incidentOptions.slice(0, 6), '--on', 'day', '--crs', 'wgs84']
  expect(hege('import', 'incidents', csv, ...wrongField)).toEqual(refusal(/day.*id、lon、lat、on/))
  expect(hege('counts', '--layer', 'police').stdout).toBe('code,count\n(outside),0\n')
}, 120_000)

test('a command that is not there is refused, and help lists every one that is', () => {
  expect(run(['count', '--layer', 'police'])).toEqual(refusal(/没有 count/))
  const help = run(['help'])
  expect(help.status).toBe(0)
  for (const words of ['init', 'import areas', 'counts', 'crosswalk', 'backup', 'user add']) {
    expect(help.stdout).toMatch(new RegExp(`^  ${words}( |$)`, 'm'))
  }
}, 120_000)

test('the database comes from --db anywhere on the line, else from DATABASE_URL', () => {
  const { database } = newSite()
  expect(run(['--db', database, 'init']).status).toBe(0)
  const counted = run(['counts', `--db=${database}`, '--layer', 'police'])
  expect(counted.stdout).toBe('code,count\n(outside),0\n')
  const env = { DATABASE_URL: database }
  expect(run(['counts', '--layer', 'police'], env).stdout).toBe('code,count\n(outside),0\n')
  expect(run(['counts', '--layer', 'police', '--db'])).toEqual(refusal(/--db/))
}, 120_000)

test('init keeps a snapshot of what was there before it migrates', async () => {
  const { folder, file } = newSite()
  const old = file('old.db', '')
  const other = connect(old)
  await sql`create table kysely_migration (name text primary key, timestamp text not null)`.execute(
    other,
  )
  await other.destroy()
  const kept = run(['init', '--db', old])
  expect(kept.status).toBe(0)
  const snapshots = readdirSync(folder).filter((name) => name.includes('before-migration'))
  expect(snapshots).toHaveLength(2)
  expect(kept.stderr).toContain(snapshots[0])
  expect(run(['init', '--db', old]).stderr).toMatch(/没有改动/)
  expect(readdirSync(folder).filter((name) => name.includes('before-'))).toHaveLength(2)
}, 120_000)

test('a database of somebody else is left alone', async () => {
  const { folder, file } = newSite()
  const foreign = file('other.db', '')
  const other = connect(foreign)
  await sql`create table note (id integer)`.execute(other)
  await other.destroy()
  expect(run(['init', '--db', foreign])).toEqual(refusal(/别的数据/))
  expect(readdirSync(folder).filter((name) => name.includes('before-'))).toEqual([])
  expect(run(['init', '--db', 'mysql://root@127.0.0.1/hege'])).toEqual(refusal(/postgres/))
  expect(run(['init', '--db', join(folder, 'a', 'b', 'c.db')])).toEqual(refusal(/建不了文件夹/))
}, 120_000)

test('a backup is restored into an empty place, and accounts are opened, reset and closed', () => {
  const { folder, hege } = newSite()
  hege('init')
  const account = ['--name', '王某', '--role', 'administrator']
  const added = hege('user', 'add', 'wang', ...account)
  expect(added).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S{12}\n$/) })
  expect(hege('user', 'add', 'wang', ...account)).toEqual(refusal(/已经有了/))
  expect(hege('user', 'add', 'li', ...account, '--area', '999')).toEqual(refusal(/没有区划 999/))
  expect(hege('user', 'add', 'li', '--name', '李', '--role', 'king')).toEqual(refusal(/king/))
  expect(hege('user', 'reset', 'wang').stdout).not.toBe(added.stdout)
  expect(hege('user', 'disable', 'nobody')).toEqual(refusal(/没有账号 nobody/))

  const file = join(folder, 'backup.db')
  expect(hege('backup', file)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^[0-9a-f]{64} {2}/),
  })
  expect(hege('backup', file)).toEqual(refusal(/不会覆盖/))
  expect(hege('restore', file)).toEqual(refusal(/--replace/))
  const elsewhere = join(folder, 'new', 'hege.db')
  expect(run(['restore', file, '--db', elsewhere]).status).toBe(0)
  const disabled = run(['user', 'disable', 'wang', '--db', elsewhere])
  expect(disabled).toMatchObject({ status: 0, stdout: '' })
}, 120_000)
