import { expect, test } from 'vitest'
import { dueDayOf, isOverdue, lightOf, lightText, overdueWorkingDays } from '~/domain/deadlines.ts'
import { notices } from './notices.ts'

test('thirty days from an agreement on 2024-09-05 end after National Day', () => {
  const judicialConfirmation = { yellowAfter: 25, redAfter: 30, unit: 'days' } as const
  expect(dueDayOf('2024-09-05', judicialConfirmation, notices)).toEqual({
    yellowOn: '2024-09-30',
    dueOn: '2024-10-08',
    provisional: false,
  })
})

test('calendar days inside a holiday do not move an end outside it', () => {
  const days = { yellowAfter: 5, redAfter: 10, unit: 'days' } as const
  expect(dueDayOf('2024-09-29', days, notices)).toMatchObject({
    yellowOn: '2024-10-08',
    dueOn: '2024-10-09',
  })
})

test('one and two, five and ten working days are counted across 调休', () => {
  const accept = { yellowAfter: 1, redAfter: 2, unit: 'workingDays' } as const
  const handle = { yellowAfter: 5, redAfter: 10, unit: 'workingDays' } as const
  expect(dueDayOf('2024-09-28', accept, notices)).toMatchObject({
    yellowOn: '2024-09-29',
    dueOn: '2024-09-30',
  })
  expect(dueDayOf('2024-09-28', handle, notices)).toMatchObject({
    yellowOn: '2024-10-10',
    dueOn: '2024-10-16',
  })
})

test('a due day in a year without a notice is provisional', () => {
  const handle = { yellowAfter: 5, redAfter: 10, unit: 'workingDays' } as const
  expect(dueDayOf('2026-12-22', handle, notices)).toEqual({
    yellowOn: '2026-12-29',
    dueOn: '2027-01-05',
    provisional: true,
  })
  expect(dueDayOf('2026-12-01', handle, notices).provisional).toBe(false)
})

test.each([
  ['2024-09-24', 'green', '剩4个工作日'],
  ['2024-09-25', 'green', '剩3个工作日'],
  ['2024-09-26', 'yellow', '剩2个工作日'], // past the warning day
  ['2024-09-27', 'yellow', '剩1个工作日'],
  ['2024-09-28', 'yellow', '剩1个工作日'],
  ['2024-09-29', 'yellow', '今天到期'],
  ['2024-09-30', 'red', '超期1个工作日'],
  ['2024-10-01', 'red', '超期1个工作日'],
  ['2024-10-08', 'red', '超期2个工作日'],
])(
  'due on Sunday 2024-09-29, warned on the 25th: on %s the light is %s, %s',
  (today, light, text) => {
    const deadline = { dueOn: '2024-09-29', yellowOn: '2024-09-25', paused: false }
    expect(lightOf(deadline, today, notices)).toBe(light)
    expect(lightText(deadline, today, notices)).toBe(text)
  },
)

test('without a warning day the light is yellow from one working day before', () => {
  const deadline = { dueOn: '2024-10-08', yellowOn: null, paused: false }
  expect(lightOf(deadline, '2024-09-29', notices)).toBe('green')
  expect(lightOf(deadline, '2024-09-30', notices)).toBe('yellow')
  expect(lightText(deadline, '2024-09-30', notices)).toBe('剩1个工作日')
})

test('overdue through a holiday alone counts no working day', () => {
  const deadline = { dueOn: '2024-09-30', yellowOn: null, paused: false }
  expect(isOverdue(deadline, '2024-09-30')).toBe(false)
  expect(isOverdue(deadline, '2024-10-01')).toBe(true)
  expect(overdueWorkingDays(deadline, '2024-10-07', notices)).toBe(0)
  expect(lightText(deadline, '2024-10-07', notices)).toBe('已超期')
  expect(overdueWorkingDays(deadline, '2024-10-10', notices)).toBe(3)
})

test('a paused deadline is grey, however late', () => {
  const deadline = { dueOn: '2024-09-30', yellowOn: null, paused: true }
  expect(lightOf(deadline, '2024-12-01', notices)).toBe('grey')
  expect(lightText(deadline, '2024-12-01', notices)).toBe('已暂停')
})
