import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BookEvent, bookIdentity, booksOf } from '~/domain/books.ts'
import { addDays, type Day } from '~/domain/day.ts'
import { nextStatuses, type Status } from '~/domain/mediation.ts'

const march = { from: '2025-03-01', to: '2025-03-31' }

const history = (dispute: number, ...moves: [Day, Status][]): BookEvent[] =>
  moves.map(([movedOn, to], index) => ({
    dispute,
    typeCode: dispute % 2 ? '02' : '01',
    from: moves[index - 1]?.[1] ?? null,
    to,
    movedOn,
  }))

test('a month carries over, opens, settles and leaves pending', () => {
  const books = booksOf(
    [
      // Carried over and settled.
      ...history(1, ['2025-02-28', 'registered'], ['2025-03-01', 'transferred']),
      // Carried over and still in hand, whatever April brings.
      ...history(2, ['2025-01-05', 'registered'], ['2025-04-01', 'withdrawn']),
      // Opened and settled within the month, then archived: settled once.
      ...history(
        3,
        ['2025-03-01', 'registered'],
        ['2025-03-02', 'accepted'],
        ['2025-03-30', 'terminated'],
        ['2025-03-31', 'archived'],
      ),
      // Opened on the last day.
      ...history(5, ['2025-03-31', 'registered'], ['2025-03-31', 'accepted']),
      // Settled before, reopened: new again.
      ...history(
        7,
        ['2024-01-01', 'registered'],
        ['2024-06-01', 'closed'],
        ['2025-03-15', 'mediating'],
      ),
      // Reopened from follow-up: it never left.
      ...history(
        8,
        ['2024-01-01', 'registered'],
        ['2025-02-01', 'followUp'],
        ['2025-03-15', 'mediating'],
      ),
      // Of no concern yet.
      ...history(9, ['2025-04-01', 'registered']),
      // Settled long ago.
      ...history(11, ['2024-01-01', 'registered'], ['2024-01-02', 'notAccepted']),
    ],
    march,
  )
  expect(books).toEqual({
    carriedOver: 3,
    opened: 3,
    closed: 2,
    pending: 4,
    byType: { '02': 3 },
    byStage: { intake: 1, ledger: 1, assessment: 0, clearance: 2 },
  })
})

test('a case opened and settled again on one day counts for both', () => {
  const books = booksOf(
    history(1, ['2025-03-05', 'registered'], ['2025-03-05', 'notAccepted']),
    march,
  )
  expect(books).toMatchObject({ carriedOver: 0, opened: 1, closed: 1, pending: 0 })
})

test('an agreement that is still performed is pending', () => {
  const books = booksOf(
    history(
      1,
      ['2025-03-05', 'registered'],
      ['2025-03-06', 'agreed'],
      ['2025-03-07', 'performing'],
    ),
    march,
  )
  expect(books).toMatchObject({ closed: 0, pending: 1 })
})

test('the books print the same in whatever order the disputes come', () => {
  const disputes = ['03', '01', '12', '02', '01'].map((typeCode, dispute) =>
    history(dispute, ['2025-03-05', 'registered'], ['2025-03-06', 'accepted']).map((move) => ({
      ...move,
      typeCode,
    })),
  )
  const printed = (inOrder: BookEvent[][]) => JSON.stringify(booksOf(inOrder.flat(), march))
  expect(printed(disputes)).toContain('"byType":{"12":1,"01":2,"02":1,"03":1}')
  expect(printed([...disputes].reverse())).toBe(printed(disputes))
})

/** A random walk over the legal moves, with some days between them. */
const walks = fc
  .record({
    firstOn: fc.integer({ min: 0, max: 150 }),
    steps: fc.array(fc.record({ choice: fc.nat(20), days: fc.integer({ min: 0, max: 40 }) }), {
      maxLength: 14,
    }),
  })
  .map(({ firstOn, steps }) => {
    let movedOn = addDays('2025-01-01', firstOn)
    let status: Status = 'registered'
    const moves: [Day, Status][] = [[movedOn, status]]
    for (const { choice, days } of steps) {
      const next: readonly Status[] = nextStatuses[status]
      const to = next[choice % Math.max(1, next.length)]
      if (to === undefined) break
      movedOn = addDays(movedOn, days)
      status = to
      moves.push([movedOn, to])
    }
    return moves
  })

test('上月结转 + 本月新增 − 本月办结 = 月末在办 in any month of any histories', () => {
  fc.assert(
    fc.property(
      fc.array(walks, { maxLength: 12 }),
      fc.nat(300),
      fc.nat(60),
      (disputes, start, length) => {
        const from = addDays('2025-01-01', start)
        const events = disputes.flatMap((moves, id) => history(id, ...moves))
        const books = booksOf(events, { from, to: addDays(from, length) })
        expect(books.pending).toBe(bookIdentity(books))
        expect(sumOf(books.byType)).toBe(books.opened)
        expect(sumOf(books.byStage)).toBe(books.pending)

        const next = booksOf(events, { from: addDays(from, length + 1), to: '2030-01-01' })
        expect(next.carriedOver).toBe(books.pending)
      },
    ),
    { numRuns: 300 },
  )
})

const sumOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)
