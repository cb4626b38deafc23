import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listGridsOn } from '#db/grids.ts'
import { beginningOfTime } from '~/domain/day.ts'
import { undoImport } from '~/services/imports.server.ts'
import { onSqlite } from '../support/each-database.ts'
import { importIncidentLines, importStripes, incidentsCsv } from '../support/import-files.ts'
import { deskOn, layTown } from '../support/town.ts'

const days = [beginningOfTime, '2026-03-01', '2026-06-01', '2026-09-01', '2026-12-01'] as const

const aStripe = fc
  .tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.nat(5), fc.integer({ min: 1, max: 3 }))
  .map(([code, from, width]) => ({ code, from, to: from + width }))

const anImport = fc.record({
  grids: fc.uniqueArray(aStripe, { minLength: 1, maxLength: 3, selector: ({ code }) => code }),
  validFrom: fc.constantFrom(undefined, ...days.slice(1)),
  wholeLayer: fc.boolean(),
})

const everything = async (db: Database) => ({
  grids: await db.selectFrom('gridVersions').selectAll().orderBy('id').execute(),
  incidents: await db.selectFrom('incidents').selectAll().orderBy('id').execute(),
})

/** The codes in force, and which version of each, on every one of the days. */
const inForce = (db: Database) =>
  Promise.all(
    days.map(async (day) =>
      (await listGridsOn(db, 'police', day)).map(({ id, code }) => ({ id, code })),
    ),
  )

onSqlite('imports of grids on any days', (db) => {
  test('leave each code in force once and earlier days alone, and are undone exactly', async () => {
    await layTown(db())
    const desk = deskOn(db(), '2026-11-22')
    const places = days.flatMap((on) => [0.5, 3.5, 6.5].map((x) => ({ id: `${on} ${x}`, x, on })))
    await importIncidentLines(desk, incidentsCsv(places))
    await fc.assert(
      fc.asyncProperty(fc.array(anImport, { minLength: 1, maxLength: 5 }), async (imports) => {
        const undoable: { batchId: number; before: Awaited<ReturnType<typeof everything>> }[] = []
        for (const { validFrom, ...file } of imports) {
          const before = await everything(db())
          const standing = await inForce(db())
          const day = validFrom === undefined ? {} : { validFrom }
          const imported = await importStripes(desk, 'police', file.grids, { ...file, ...day })
          if (!imported.ok) throw new Error(imported.refusal.reason)
          if (imported.batchId !== null) undoable.push({ batchId: imported.batchId, before })
          const now = await inForce(db())
          const first = days.indexOf(validFrom ?? beginningOfTime)
          expect(now.slice(0, first)).toEqual(standing.slice(0, first))
          for (const codes of now.map((grids) => grids.map(({ code }) => code))) {
            expect(codes).toEqual([...new Set(codes)])
          }
          const onItsDay = now[first]?.map(({ code }) => code)
          expect(onItsDay).toEqual(expect.arrayContaining(file.grids.map(({ code }) => code)))
        }
        for (const { batchId, before } of undoable.reverse()) {
          expect(await undoImport(desk, batchId)).toEqual({ ok: true })
          expect(await everything(db())).toEqual(before)
        }
      }),
      { numRuns: 60, seed: 5 },
    )
  }, 60_000)
})
