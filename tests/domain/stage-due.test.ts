import { expect, test } from 'vitest'
import type { Limit } from '~/domain/deadlines.ts'
import { type Stage, type Status, statuses } from '~/domain/mediation.ts'
import { dueAfterMove, runsLimit } from '~/domain/stage-due.ts'
import { notices } from './notices.ts'

const limits: Partial<Record<Stage, Limit>> = {
  intake: { yellowAfter: 1, redAfter: 2, unit: 'workingDays' },
  assessment: { yellowAfter: 5, redAfter: 10, unit: 'workingDays' },
  clearance: { yellowAfter: 25, redAfter: 30, unit: 'days' },
}
const kept = { dueOn: '2024-09-20', yellowOn: '2024-09-19', provisional: false }

const dueOf = (from: Status | null, to: Status) =>
  dueAfterMove({ from, to, on: '2024-09-05' }, kept, (stage) => limits[stage], notices)

test('a limit runs from registration until mediation ends', () => {
  expect(statuses.filter(runsLimit)).toEqual([
    'registered',
    'accepted',
    'assigned',
    'investigating',
    'mediating',
  ])
})

test('a stage that begins is due by its own limit, counted from the move', () => {
  expect(dueOf(null, 'registered')?.dueOn).toBe('2024-09-09')
  expect(dueOf('assigned', 'investigating')?.dueOn).toBe('2024-09-20')
  expect(dueOf('investigating', 'mediating')?.dueOn).toBe('2024-10-08')
})

test('within a stage the due day is kept', () => {
  expect(dueOf('accepted', 'assigned')).toEqual(kept)
})

test('mediation taken up again is due anew', () => {
  expect(dueOf('followUp', 'mediating')?.dueOn).toBe('2024-10-08')
  expect(dueOf('closed', 'mediating')?.dueOn).toBe('2024-10-08')
})

test('nothing is due where no limit runs or none is set', () => {
  expect(dueOf('mediating', 'agreed')).toBeNull()
  expect(dueOf('registered', 'accepted')).toBeNull()
})
