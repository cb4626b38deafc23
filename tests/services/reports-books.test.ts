import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { bookIdentity } from '~/domain/books.ts'
import { addDays, type Day } from '~/domain/day.ts'
import { nextStatuses, type Status } from '~/domain/mediation.ts'
import type { BookFigures } from '~/domain/report-sheet.ts'
import { periodOf } from '~/domain/statistic-month.ts'
import { reportSheet } from '~/services/reports.server.ts'
import { elsewhere, township } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { aDisputeMoved, layReportTown } from '../support/report-town.ts'
import { deskOn, eastVillage, townPath, westVillage } from '../support/town.ts'

const months = ['2026-01', '2026-03', '2026-04', '2026-06']

/** Every area with its path; the second column of the tree sums to the first, and so on. */
const paths: Record<string, string> = {
  '321300': '/321300/',
  '321302': '/321300/321302/',
  [elsewhere]: `/321300/${elsewhere}/`,
  [township]: townPath,
  [eastVillage]: `${townPath}${eastVillage}/`,
  [westVillage]: `${townPath}${westVillage}/`,
}
const below: Record<string, string[]> = {
  '321300': ['321302', elsewhere],
  '321302': [township],
  [township]: [eastVillage, westVillage],
}

interface History {
  areaCode: string | null
  typeCode: string
  moves: [Day, Status][]
}

/** A dispute somewhere, and a random walk over the legal moves with some days between them. */
const histories: fc.Arbitrary<History> = fc
  .record({
    areaCode: fc.constantFrom(eastVillage, westVillage, elsewhere, null),
    typeCode: fc.constantFrom('0101', '0201', '0203', '99'),
    firstOn: fc.integer({ min: 0, max: 170 }),
    steps: fc.array(fc.record({ choice: fc.nat(20), days: fc.integer({ min: 0, max: 25 }) }), {
      maxLength: 14,
    }),
  })
  .map(({ areaCode, typeCode, firstOn, steps }) => {
    let movedOn = addDays('2025-12-15', firstOn)
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
    return { areaCode, typeCode, moves }
  })

onEachDatabase('the books of a report', (db) => {
  test('上月结转 + 本月新增 − 本月办结 = 月末在办 in every month and area, and as counted by hand', async () => {
    await layReportTown(db())
    for (const history of fc.sample(histories, { numRuns: 150, seed: 20261122 })) {
      await aDisputeMoved(db(), history.areaCode, history.moves, history.typeCode)
    }
    const all: Record<string, BookFigures> = {}
    for (const month of months) {
      for (const [areaCode, path] of Object.entries(paths)) {
        const answer = await reportSheet(deskOn(db(), '2026-11-10'), { areaCode, month })
        if (!answer.ok) throw new Error(answer.reason)
        const { report, types, units, rest } = answer.sheet
        const books = figuresOf(report.disputes)
        expect(bookIdentity(books)).toBe(books.pending)
        expect(books).toEqual(await countedByHand(db(), path, periodOf(month, 1)))
        expect(sumOf(types)).toEqual(books)
        expect(sumOf([...units, ...(rest ? [rest] : [])].map(({ disputes }) => disputes))).toEqual(
          books,
        )
        all[`${month} ${areaCode}`] = books
      }
      for (const [parent, children] of Object.entries(below)) {
        const ofChildren = children.flatMap((code) => all[`${month} ${code}`] ?? [])
        expect(sumOf(ofChildren)).toEqual(all[`${month} ${parent}`])
      }
    }
    expect(all['2026-03 321300']?.carriedOver).toBeGreaterThan(5)
    expect(all['2026-03 321300']?.closed).toBeGreaterThan(5)
    expect(all['2026-04 321300']?.carriedOver).toBe(all['2026-03 321300']?.pending)
  })
})

/** What a clerk counts with the list of moves and a pencil: nothing of ours but the tables. */
async function countedByHand(
  db: Database,
  path: string,
  { from, to }: { from: Day; to: Day },
): Promise<BookFigures> {
  const settled = sql`('notAccepted', 'transferred', 'failed', 'terminated', 'withdrawn', 'closed', 'archived')`
  const own = sql`disputes join areas on areas.code = disputes.area_code and areas.path like ${`${path}%`}`
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) =>
    Number((await query.execute(db)).rows[0]?.count)
  const openOn = (day: Day) =>
    count(sql`
      select count(*) as count from ${own} where (
        select to_status from dispute_events
        where dispute_id = disputes.id and moved_on <= ${day} order by id desc limit 1
      ) not in ${settled}`)
  const moved = (condition: ReturnType<typeof sql>) =>
    count(sql`
      select count(*) as count from ${own} join dispute_events on dispute_id = disputes.id
      where moved_on between ${from} and ${to} and ${condition}`)
  return {
    carriedOver: await openOn(addDays(from, -1)),
    opened: await moved(
      sql`to_status not in ${settled} and (from_status is null or from_status in ${settled})`,
    ),
    closed: await moved(sql`to_status in ${settled} and from_status not in ${settled}`),
    pending: await openOn(to),
  }
}

const figuresOf = ({ carriedOver, opened, closed, pending }: BookFigures): BookFigures => ({
  carriedOver,
  opened,
  closed,
  pending,
})

const sumOf = (lines: readonly BookFigures[]): BookFigures =>
  lines.reduce(
    (sum, line) => ({
      carriedOver: sum.carriedOver + line.carriedOver,
      opened: sum.opened + line.opened,
      closed: sum.closed + line.closed,
      pending: sum.pending + line.pending,
    }),
    { carriedOver: 0, opened: 0, closed: 0, pending: 0 },
  )
