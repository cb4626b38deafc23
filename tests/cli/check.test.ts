import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root, script } from '~/cli/launch/processes.mjs'
import { stripes } from '../support/import-files.ts'

const stated = ['--crs', 'cgcs2000', '--code', 'code']

test('a clean layer has no defects, and needs no database', () => {
  const clean = stripes([
    { code: 'A', from: 0, to: 1 },
    { code: 'B', from: 1, to: 2 },
  ])
  const checked = check('clean.geojson', clean, '--layer', 'police', ...stated)
  expect(checked).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(checked.stdout)).toEqual({
    file: 'clean.geojson',
    format: 'GeoJSON',
    declared: null,
    features: 2,
    grids: 2,
    mends: null,
    total: 0,
    counts: {},
    defects: [],
  })
}, 60_000)

test('what is not stated is taken from the file, and said', () => {
  const clean = stripes([
    { code: 'A', from: 0, to: 1 },
    { code: 'B', from: 1, to: 2 },
  ])
  const checked = check('clean.geojson', clean)
  expect(checked.status).toBe(0)
  expect(checked.stderr).toMatch(/没有写 --crs.*WGS-84[\s\S]*没有写 --code，把“code”列/)
  expect(JSON.parse(checked.stdout)).toMatchObject({ grids: 2, total: 0 })
}, 60_000)

test('defects are told by feature, ring, vertex and place, with what a mend would move', () => {
  const apart = stripes([
    { code: 'A', from: 0, to: 1 },
    { code: 'B', from: 0.9995, to: 2 },
  ])
  const checked = check('apart.geojson', apart, ...stated, '--mend', 'overlaps')
  expect(checked.status).toBe(0)
  const result = JSON.parse(checked.stdout)
  expect(result.total).toBe(1)
  expect(result.defects).toHaveLength(1)
  expect(result.defects[0]).toMatchObject({
    kind: 'overlap-sliver',
    severity: 'noted',
    code: 'A',
    other: 'B',
    feature: 1,
    mend: 'overlaps',
    areaM2: expect.closeTo(513, 0),
    text: expect.stringMatching(/^第 2 行（第 1 个要素，网格 A）.*与网格 B .*细长重叠/),
  })
  expect(result.mends.sums).toEqual([
    { mend: 'overlaps', grids: 2, areaM2: expect.closeTo(513, 0) },
  ])
}, 60_000)

test('a layer with features that cannot be used, and a file of none, exit with a reason', () => {
  const lines = stripes([
    { code: 'A', from: 0, to: 1 },
    { code: '(outside)', from: 1, to: 2 },
  ])
  const partly = check('partly.geojson', lines, ...stated)
  expect(partly).toMatchObject({ status: 1, stderr: '有 1 处错误，所在的网格不能导入\n' })
  expect(JSON.parse(partly.stdout).defects).toMatchObject([
    { kind: 'unusable-code', severity: 'skipped', line: 3, feature: 2, code: '(outside)' },
  ])
  const foreign = check('page.kml', '<html></html>', ...stated)
  expect(foreign).toMatchObject({ status: 1, stdout: '' })
  expect(foreign.stderr.trim().split('\n')).toHaveLength(1)
  expect(check('a.geojson', lines, ...stated, '--mend', 'walls').stderr).toMatch(/没有 walls/)
}, 60_000)

function check(name: string, text: string, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'hege-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  const line = script('app/cli/hege.ts', ['check', file, ...args, '--db', join(folder, 'none.db')])
  const options = { cwd: root, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, line, options)
  return { status, stdout, stderr }
}
