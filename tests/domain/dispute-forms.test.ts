import { expect, test } from 'vitest'
import { disputeForm } from '~/domain/dispute-form.ts'
import { disputeMoveForm } from '~/domain/dispute-move-form.ts'
import { parseForm } from '~/domain/form.ts'
import { methodForm } from '~/domain/method-form.ts'
import { panelForm } from '~/domain/panel-form.ts'
import { visitForm } from '~/domain/visit-form.ts'

const today = '2026-11-02'
const aDispute = {
  typeCode: '0203',
  title: '王某与李某宅基地纠纷',
  summary: '两家因院墙位置争执。',
  sourceCode: '1',
  villageCode: '321302101001',
  key: '3f0c9a52-6b1e',
}

test('parties stand in rows; a row without a name is dropped', () => {
  const rows = {
    'parties.0.side': 'applicant',
    'parties.0.name': '王某',
    'parties.0.phone': '138 1234 1234',
    'parties.1.side': 'respondent',
    'parties.1.kind': 'organisation',
    'parties.1.name': '某物业公司',
    'parties.2.side': 'respondent',
    'parties.2.name': '',
    'parties.2.phone': '',
  }
  expect(parseForm(disputeForm, { ...aDispute, ...rows })).toMatchObject({
    ok: true,
    value: {
      difficulty: 'ordinary',
      peopleCount: 2,
      parties: [
        { side: 'applicant', kind: 'person', name: '王某', phone: '13812341234' },
        { side: 'respondent', kind: 'organisation', name: '某物业公司', phone: null },
      ],
    },
  })
})

test.each([
  [{ 'parties.0.phone': '12812341234', 'parties.0.name': '王某' }, ['parties.0.phone']],
  [{ 'parties.0.phone': '1381234123', 'parties.0.name': '王某' }, ['parties.0.phone']],
  [{ 'parties.0.phone': '13812341234' }, ['parties.0.name']],
  [{ 'parties.0.side': 'neither', 'parties.0.name': '王某' }, ['parties.0.side']],
  [{ title: '' }, ['title']],
  [{ title: '字'.repeat(61) }, ['title']],
  [{ summary: '字'.repeat(2001) }, ['summary']],
  [{ summary: '字'.repeat(2000) }, []],
  [{ peopleCount: '0' }, ['peopleCount']],
  [{ difficulty: '难' }, ['difficulty']],
  [{ villageCode: '' }, ['villageCode']],
  [{ villageCode: '', lon: '118.2', lat: '33.9' }, []],
])('a dispute with %j has problems at %j', (fields, names) => {
  const parsed = parseForm(disputeForm, { ...aDispute, ...fields })
  expect(parsed.ok ? [] : Object.keys(parsed.problems)).toEqual(names)
})

test('a dispute may be opened before its parties are known, but not with a crowd of rows', () => {
  expect(parseForm(disputeForm, aDispute)).toMatchObject({ ok: true, value: { parties: [] } })
  const rows = Object.fromEntries(
    Array.from({ length: 21 }, (_, row) => [`parties.${row}.name`, '王某']),
  )
  expect(parseForm(disputeForm, { ...aDispute, ...rows })).toMatchObject({
    problems: { parties: '当事人最多填20个' },
  })
})

test('a move names a status and the version it starts from', () => {
  expect(
    parseForm(disputeMoveForm, { to: 'accepted', opinion: '', ownerId: '7', version: '0' }),
  ).toEqual({ ok: true, value: { to: 'accepted', opinion: null, ownerId: 7, version: 0 } })
  expect(parseForm(disputeMoveForm, { to: 'done', ownerId: '-7', version: 'x' })).toMatchObject({
    problems: {
      to: '请选择下一步',
      ownerId: '请重新选择',
      version: '页面已过期，请刷新后再试',
    },
  })
})

test('a seat is filled by a worker, by a name, or waived', () => {
  expect(
    parseForm(panelForm, {
      'communityOfficer.workerId': '3',
      'legalAdviser.name': '李律师',
      'householdHead.waivedReason': '本组尚未推选',
    }),
  ).toEqual({
    ok: true,
    value: {
      communityOfficer: { workerId: 3, name: null, waivedReason: null },
      judicialMediator: { workerId: null, name: null, waivedReason: null },
      householdHead: { workerId: null, name: null, waivedReason: '本组尚未推选' },
      legalAdviser: { workerId: null, name: '李律师', waivedReason: null },
    },
  })
  expect(parseForm(panelForm, { legalAdviser: '李律师' })).toMatchObject({
    problems: { legalAdviser: '请重新填写' },
  })
})

test('a method was used on a day that has come', () => {
  const used = (usedOn: string) => parseForm(methodForm(today), { method: 'oneStop', usedOn })
  expect(used(today)).toMatchObject({ ok: true, value: { method: 'oneStop', note: null } })
  expect(used('2026-11-03')).toMatchObject({ ok: false })
})

test('a visit that took place has a day, an outcome and an answer', () => {
  const visit = (fields: Record<string, string>) => parseForm(visitForm(today), fields)
  expect(visit({ status: 'done' })).toMatchObject({
    problems: {
      doneOn: '请选择回访日期',
      outcome: '请填写回访情况',
      satisfied: '请选择当事人是否满意',
    },
  })
  expect(visit({ status: 'done', doneOn: today, outcome: '已履行', satisfied: '0' })).toEqual({
    ok: true,
    value: { status: 'done', doneOn: today, outcome: '已履行', satisfied: false },
  })
})

test('a visit that did not take place has a reason', () => {
  const visit = (fields: Record<string, string>) => parseForm(visitForm(today), fields)
  expect(visit({ status: 'notExecutable' })).toMatchObject({ problems: { reason: '请填写原因' } })
  expect(visit({ status: 'cancelled', reason: '当事人外出' })).toEqual({
    ok: true,
    value: { status: 'cancelled', reason: '当事人外出' },
  })
  expect(visit({ status: 'planned' })).toMatchObject({ problems: { status: '请选择回访结果' } })
  expect(visit({})).toMatchObject({ problems: { status: '请选择回访结果' } })
})
