import { expect, test } from 'vitest'
import type { Stage } from '~/domain/mediation.ts'
import { courseOf } from '~/domain/stage-course.ts'

const move = (movedOn: string, toStage: Stage, ownerName = '王某') => ({
  movedOn,
  toStage,
  ownerName,
  dueOn: null,
})

test('time in a stage runs from one move to the next, and until today in the present one', () => {
  const moves = [move('2026-11-02', 'intake'), move('2026-11-03', 'ledger', '李某')]
  expect(courseOf(moves, { today: '2026-11-10', settledOn: null })).toMatchObject([
    { stage: 'intake', state: 'done', enteredOn: '2026-11-02', days: 1, ownerName: '王某' },
    { stage: 'ledger', state: 'current', enteredOn: '2026-11-03', days: 7, ownerName: '李某' },
    { stage: 'assessment', state: 'coming', enteredOn: null, days: 0, ownerName: null },
    { stage: 'clearance', state: 'coming', enteredOn: null, days: 0, ownerName: null },
  ])
})

test('moves within a stage add up, and the last owner is the one named', () => {
  const moves = [
    move('2026-11-02', 'intake'),
    move('2026-11-04', 'ledger'),
    move('2026-11-05', 'ledger', '赵某'),
    move('2026-11-09', 'assessment'),
  ]
  expect(courseOf(moves, { today: '2026-11-09', settledOn: null })[1]).toMatchObject({
    days: 5,
    ownerName: '赵某',
  })
})

test('a settled dispute ended where it left the books, and its days stand still', () => {
  const moves = [move('2026-11-02', 'intake')]
  const settled = { today: '2026-12-24', settledOn: '2026-11-05' }
  expect(courseOf(moves, settled)[0]).toMatchObject({ state: 'ended', days: 3 })
})
