import { expect, test } from 'vitest'
import { parseForm } from '~/domain/form.ts'
import {
  incidentCorrectionForm,
  incidentForm,
  parseIncidentForm,
  personalText,
} from '~/domain/incident-form.ts'
import { incidentVoidForm } from '~/domain/incident-void-form.ts'

const today = '2026-11-02'
const threeTaps = {
  categoryCode: '03',
  occurredOn: today,
  villageCode: '321302101001',
  key: '3f0c9a52-6b1e',
}

const problemsOf = (fields: Record<string, string>) => {
  const parsed = parseForm(incidentForm(today), { ...threeTaps, ...fields })
  return parsed.ok ? {} : parsed.problems
}

test('three taps are enough, the rest is the usual', () => {
  expect(parseForm(incidentForm(today), threeTaps)).toMatchObject({
    ok: true,
    value: {
      categoryCode: '03',
      scaleCode: '01',
      deaths: 0,
      occurredOn: today,
      occurredTime: null,
      addressText: null,
      summary: null,
      lon: null,
      lat: null,
      crs: 'wgs84',
      governanceCode: null,
      policeCode: null,
      villageCode: '321302101001',
      key: '3f0c9a52-6b1e',
    },
  })
})

test('a point is read as numbers, with its coordinate system', () => {
  const point = { lon: '118.2751234', lat: '33.9631', crs: 'gcj02', villageCode: '' }
  expect(parseForm(incidentForm(today), { ...threeTaps, ...point })).toMatchObject({
    ok: true,
    value: { lon: 118.2751234, lat: 33.9631, crs: 'gcj02', villageCode: null },
  })
})

test.each([
  [{ categoryCode: '' }, { categoryCode: '请选择事件类别' }],
  [{ occurredOn: '' }, { occurredOn: '请选择发生日期' }],
  [{ occurredOn: '2026-02-30' }, { occurredOn: '请把发生日期写成2026-11-02这样的日期' }],
  [{ occurredOn: '2026-11-03' }, { occurredOn: '发生日期不能晚于今天，请改正' }],
  [{ occurredTime: '24:00' }, { occurredTime: '请把时间写成08:30这样' }],
  [{ occurredTime: '23:59' }, {}],
  [{ scaleCode: '04' }, { scaleCode: '请选择涉及规模' }],
  [{ deaths: '-1' }, { deaths: '死亡人数请填整数' }],
  [{ deaths: '1.5' }, { deaths: '死亡人数请填整数' }],
  [{ deaths: '1000' }, { deaths: '死亡人数不能多于999' }],
  [{ summary: '字'.repeat(500) }, {}],
  [{ summary: '字'.repeat(501) }, { summary: '最多500个字，请删短一些' }],
  [{ addressText: '字'.repeat(101) }, { addressText: '最多100个字，请删短一些' }],
  [{ lon: '118,27', lat: '33' }, { lon: '经度请填小数形式的度数，例如118.275' }],
  [{ lon: '118', lat: '91' }, { lat: '纬度超出范围，请核对' }],
  [{ lon: '118' }, { lat: '经度和纬度请一起填，或者都不填' }],
  [{ lon: '118', lat: '33', crs: 'epsg' }, { crs: '请选择坐标系' }],
  [{ villageCode: '' }, { villageCode: '请选择网格或村（社区），或填写位置' }],
  [{ villageCode: '', governanceCode: 'G1' }, {}],
  [{ villageCode: '', policeCode: 'P1' }, {}],
  [{ key: '' }, { key: '页面已过期，请刷新后再试' }],
])('an incident with %j: %j', (fields, problems) => {
  expect(problemsOf(fields)).toEqual(problems)
})

test('a correction needs a reason and the version it was read at, and no key', () => {
  const correction = { ...threeTaps, key: '', reason: '', version: '' }
  expect(parseForm(incidentCorrectionForm(today), correction)).toMatchObject({
    problems: { reason: '请填写更正原因', version: '页面已过期，请刷新后再试' },
  })
  expect(
    parseForm(incidentCorrectionForm(today), { ...correction, reason: '地点有误', version: '2' }),
  ).toMatchObject({ ok: true, value: { reason: '地点有误', version: 2 } })
})

test('the chip of a day stands before the date field', () => {
  const occurredOn = (day: string) => {
    const fields = { ...threeTaps, occurredOn: '2026-10-20', day }
    const parsed = parseIncidentForm(incidentForm(today), Object.entries(fields))
    return parsed.ok ? parsed.value.occurredOn : parsed.problems
  }
  expect(occurredOn('2026-11-01')).toBe('2026-11-01')
  expect(occurredOn('other')).toBe('2026-10-20')
  expect(occurredOn('2026-11-03')).toEqual({ occurredOn: '发生日期不能晚于今天，请改正' })
})

test('personal numbers in the text are warned about until these very ones are kept', () => {
  const text = { summary: '张某13812341234报称被骗', addressText: '321302199003071234的家' }
  const line = '13812341234 321302199003071234'
  expect(personalText({ ...text, keptText: null })).toBe(line)
  expect(personalText({ ...text, keptText: line })).toBe('')
  expect(personalText({ ...text, keptText: '13812341234' })).toBe(line)
  expect(personalText({ summary: null, addressText: null, keptText: null })).toBe('')
})

test('taking an incident out of the counts needs a reason, merging it a target', () => {
  const problems = (fields: Record<string, string>) => {
    const parsed = parseForm(incidentVoidForm, { version: '3', ...fields })
    return parsed.ok ? parsed.value : parsed.problems
  }
  expect(problems({ act: 'withdrawn' })).toEqual({ reason: '请填写原因' })
  expect(problems({ act: 'deleted', reason: '误报' })).toEqual({
    act: '请选择撤回、标为无效或并入',
  })
  expect(problems({ act: 'merged', reason: '重复' })).toEqual({
    targetNumber: '请填写要并入的事件编号',
  })
  expect(problems({ act: 'merged', reason: '重复', targetNumber: 'J202611020001' })).toEqual({
    act: 'merged',
    reason: '重复',
    targetNumber: 'J202611020001',
    version: 3,
  })
  expect(problems({ act: 'withdrawn', reason: '误报', version: '' })).toEqual({
    version: '页面已过期，请刷新后再试',
  })
})
