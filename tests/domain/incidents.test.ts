import { expect, test } from 'vitest'
import { disputeTypes } from '#seeds/vocabularies/dispute-types.ts'
import { incidentCategories } from '#seeds/vocabularies/incident-categories.ts'
import { disputeTypeOf } from '~/domain/incident-dispute.ts'
import { incidentForm, parseIncidentForm, personalText } from '~/domain/incident-form.ts'
import { changesBetween, readChanges } from '~/domain/incident-trace.ts'
import {
  incidentActs,
  isLegalAct,
  validities,
  validityAfter,
  validityAfterCorrection,
} from '~/domain/incidents.ts'

test('which act is legal from which validity, pair by pair', () => {
  const table = Object.fromEntries(
    validities.map((validity) => [
      validity,
      incidentActs.filter((act) => isLegalAct({ validity, disputeId: null }, act)),
    ]),
  )
  expect(table).toEqual({
    valid: ['corrected', 'withdrawn', 'markedInvalid', 'merged', 'madeDispute', 'relocated'],
    invalid: ['corrected', 'markedValid', 'relocated'],
    withdrawn: ['markedValid', 'relocated'],
    merged: ['markedValid', 'relocated'],
  })
})

test('every act that takes an incident out of the counts is undone by valid again', () => {
  for (const act of ['withdrawn', 'markedInvalid', 'merged'] as const) {
    const voided = validityAfter.valid[act]
    expect(voided).not.toBe('valid')
    expect(voided && validityAfter[voided].markedValid).toBe('valid')
  }
})

test('an incident becomes a dispute once', () => {
  expect(isLegalAct({ validity: 'valid', disputeId: 7 }, 'madeDispute')).toBe(false)
})

test('a correction changes what counts only when the category goes over to 无效警情 or back', () => {
  expect(validityAfterCorrection('valid', { was: true, is: false })).toBe('invalid')
  expect(validityAfterCorrection('invalid', { was: false, is: true })).toBe('valid')
  expect(validityAfterCorrection('invalid', { was: true, is: true })).toBe('invalid')
})

test('every category leads to a dispute type there is; what is no dispute becomes 其他', () => {
  const known = disputeTypes.map(({ code }) => code)
  for (const { code } of incidentCategories) expect(known, code).toContain(disputeTypeOf(code))
  expect(['0306', '0402', '0602', '03'].map(disputeTypeOf)).toEqual(['0402', '0503', '99', '99'])
})

test('a trace tells facts that changed from effects on counts, whatever stands in a code', () => {
  const changes = {
    ...changesBetween({ deaths: 0, addressText: null }, { deaths: 1, addressText: null }),
    'count/police/320-1/2/2026-11': [12, 11] as const,
  }
  expect(readChanges(changes)).toEqual({
    facts: [{ field: 'deaths', before: 0, after: 1 }],
    effects: [{ layer: 'police', code: '320-1/2', month: '2026-11', before: 12, after: 11 }],
  })
})

const form = incidentForm('2026-11-22')
const typed = { categoryCode: '03', governanceCode: 'G1', key: 'form-key-1' }
const read = (fields: Record<string, string>) =>
  parseIncidentForm(form, Object.entries({ ...typed, ...fields }))

test('a chip says the day, and 其他 leaves it to the date field', () => {
  const occurredOn = (fields: Record<string, string>) => {
    const answer = read(fields)
    return answer.ok ? answer.value.occurredOn : answer.problems
  }
  expect(occurredOn({ day: '2026-11-21', occurredOn: '2026-11-02' })).toBe('2026-11-21')
  expect(occurredOn({ day: 'other', occurredOn: '2026-11-02' })).toBe('2026-11-02')
  expect(occurredOn({ day: 'other', occurredOn: '' })).toEqual({ occurredOn: '请选择发生日期' })
  expect(occurredOn({ day: '2026-11-23' })).toHaveProperty('occurredOn')
})

test('a warning about personal numbers is put aside for these very numbers alone', () => {
  const facts = { summary: '电话13812345678', addressText: null, keptText: null }
  const line = personalText(facts)
  expect(line).toBe('13812345678')
  expect(personalText({ ...facts, keptText: line })).toBe('')
  expect(personalText({ ...facts, summary: '电话13812345679', keptText: line })).not.toBe('')
  expect(personalText({ ...facts, summary: '吵架' })).toBe('')
})
