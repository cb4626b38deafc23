import { expect, test } from 'vitest'
import { parseForm } from '~/domain/form.ts'
import { importForm } from '~/domain/import-form.ts'

test('an import of places has to state its coordinate system', () => {
  const incidents = { kind: 'incidents', id: 'ID', lon: 'X', lat: 'Y', on: 'REPORTED' }
  expect(parseForm(importForm, incidents)).toMatchObject({
    problems: { crs: '请选择坐标系：说不清的请先问数据提供方' },
  })
  expect(parseForm(importForm, { ...incidents, crs: 'wgs84', category: 'OFFENSE' })).toMatchObject({
    ok: true,
    value: { ...incidents, crs: 'wgs84', category: 'OFFENSE', categoryCode: null },
  })
})

test('an import of grids names its layer and its code; the rest may be missing', () => {
  const grids = { kind: 'grids', layer: 'police', crs: 'cgcs2000', code: 'PSA' }
  const nothing = { name: null, area: null, households: null, population: null, validFrom: null }
  expect(parseForm(importForm, { ...grids, validFrom: '' })).toMatchObject({
    ok: true,
    value: { ...grids, ...nothing },
  })
  expect(parseForm(importForm, { ...grids, layer: 'fire', code: '' })).toMatchObject({
    problems: { layer: '请选择警格或综治网格', code: '请填写网格代码所在的列名' },
  })
  expect(parseForm(importForm, { ...grids, validFrom: '2026-13-01' })).toMatchObject({
    problems: { validFrom: '请把启用日期写成2026-11-02这样的日期' },
  })
  expect(parseForm(importForm, { kind: 'persons' })).toMatchObject({
    problems: { kind: '请选择要导入的内容' },
  })
})

test('an import of grids mends what was ticked, and nothing unasked', () => {
  const grids = { kind: 'grids', layer: 'police', crs: 'file', code: 'PSA' }
  const mendsOf = (more: Record<string, string>) => {
    const parsed = parseForm(importForm, { ...grids, ...more })
    return parsed.ok && parsed.value.kind === 'grids' ? parsed.value.mends : parsed
  }
  expect(mendsOf({})).toEqual([])
  expect(mendsOf({ 'mends.gaps': 'on', 'mends.spikes': 'on', 'mends.axes': '' })).toEqual([
    'spikes',
    'gaps',
  ])
})
