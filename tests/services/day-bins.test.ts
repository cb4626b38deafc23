import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import type { Row } from '#db/schema.ts'
import { type Layer, layers } from '~/domain/areas.ts'
import type { Day } from '~/domain/day.ts'
import { countWindow } from '~/services/counting.server.ts'
import type { Desk } from '~/services/desk.server.ts'
import { undoImport } from '~/services/imports.server.ts'
import { voidIncident } from '~/services/incident-validity.server.ts'
import { correctIncident, logIncident } from '~/services/incidents.server.ts'
import { codeAt, openBoundaries } from '~/services/locating.server.ts'
import { bins, countedInTable } from '../support/day-bins.ts'
import { onEachDatabase } from '../support/each-database.ts'
import {
  importIncidentLines,
  importStripes,
  incidentsCsv,
  latAt,
  lonAt,
} from '../support/import-files.ts'
import { deskOf, openTown, today } from '../support/incident-town.ts'
import { deskOn } from '../support/town.ts'

const days = ['2026-08-31', '2026-09-01', '2026-09-15', '2026-10-31', '2026-11-20', today] as const

const aDay = fc.constantFrom(...days)
const aPlace = fc.integer({ min: -2, max: 44 }).map((tenths) => tenths / 10 + 0.05)
const some = fc.nat()
const facts = { x: aPlace, on: aDay, category: fc.constantFrom('03', '02', '9001') }

const anAct = fc.oneof(
  fc.record({ act: fc.constant('logged' as const), ...facts }),
  fc.record({ act: fc.constant('corrected' as const), which: some, ...facts }),
  fc.record({ act: fc.constant('loggedAndRolledBack' as const), ...facts }),
  fc.record({ act: fc.constant('loggedElsewhere' as const), ...facts }),
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('withdrawn', 'markedInvalid', 'markedValid', 'merged'),
      which: some,
      target: some,
    }),
  },
  fc.record({
    act: fc.constant('imported' as const),
    places: fc.array(fc.record({ x: aPlace, on: aDay }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ act: fc.constant('undone' as const) }),
  fc.record({
    act: fc.constant('recut' as const),
    layer: fc.constantFrom(...layers),
    border: aPlace.filter((x) => x > 0.2 && x < 4),
    from: aDay,
  }),
)
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never

const aWindow = fc.record({
  layer: fc.constantFrom(...layers),
  from: fc.option(aDay, { nil: undefined }),
  to: fc.option(aDay, { nil: undefined }),
  boundariesOn: fc.option(aDay, { nil: undefined }),
})

interface Town {
  desk: Desk
  other: Desk
  /** Batches that stand, the last one first. */
  batches: number[]
  tally: Map<string, number>
}

let keys = 0

const report = ({ x, on, category }: { x: number; on: Day; category: string }) => ({
  categoryCode: category,
  finerCode: null,
  scaleCode: '01' as const,
  deaths: 0,
  occurredOn: on,
  occurredTime: null,
  addressText: null,
  summary: null,
  keptText: null,
  sourceChannel: 'gridWorker' as const,
  lon: lonAt(x),
  lat: latAt(0.5),
  crs: 'cgcs2000' as const,
  governanceCode: null,
  policeCode: null,
  villageCode: null,
  confirmed: false,
  key: `day-bins-${++keys}`,
})

async function pick(
  db: Database,
  which: number,
  isValid = true,
): Promise<Row<'incidents'> | undefined> {
  const incidents = await db
    .selectFrom('incidents')
    .selectAll()
    .where('validity', isValid ? '=' : '!=', 'valid')
    .orderBy('id')
    .execute()
  return incidents[which % Math.max(1, incidents.length)]
}

class Backwards extends Error {}

/** Does it through the services; answers whether anything was written. */
async function run({ desk, other, batches }: Town, act: Act): Promise<boolean> {
  switch (act.act) {
    case 'logged':
      return (await logIncident(desk, report(act))).ok
    case 'loggedElsewhere':
      return (await logIncident(other, report(act))).ok
    case 'loggedAndRolledBack': {
      const rolledBack = desk.db.transaction().execute(async (db) => {
        await logIncident({ ...desk, db }, report(act))
        const { grids, outside } = await countWindow({ ...desk, db }, { layer: 'police' })
        const sum = grids.reduce((sum, { count }) => sum + count, outside)
        const all = await db.selectFrom('incidents').where('validity', '=', 'valid').select('id')
        expect(sum).toBe((await all.execute()).length)
        throw new Backwards()
      })
      await expect(rolledBack).rejects.toThrow(Backwards)
      return true
    }
    case 'corrected': {
      const incident = await pick(desk.db, act.which)
      if (!incident) return false
      const correction = { ...report(act), reason: '写错', version: incident.version }
      return (await correctIncident(desk, incident.id, correction)).ok
    }
    case 'imported': {
      const lines = act.places.map((place) => ({ id: `J${++keys}`, ...place }))
      const imported = await importIncidentLines(desk, incidentsCsv(lines))
      if (imported.ok && imported.batchId !== null) batches.unshift(imported.batchId)
      return imported.ok
    }
    case 'recut': {
      const { layer, border, from } = act
      const [west = '', east = ''] = layer === 'police' ? ['P1', 'P2'] : ['G1', 'G9']
      const grids = [
        { code: west, from: 0, to: border },
        { code: east, from: border, to: 4 },
      ]
      const imported = await importStripes(desk, layer, grids, { validFrom: from })
      if (imported.ok && imported.batchId !== null) batches.unshift(imported.batchId)
      return imported.ok
    }
    case 'undone': {
      const batch = batches.shift()
      return batch !== undefined && (await undoImport(desk, batch)).ok
    }
    default: {
      const incident = await pick(desk.db, act.which, act.act !== 'markedValid')
      const target = await pick(desk.db, act.target)
      if (!incident || !target) return false
      const { act: how } = act
      const { version } = incident
      const stated = { act: how, reason: '核实', targetNumber: target.number, version }
      return (await voidIncident(desk, incident.id, stated)).ok
    }
  }
}

/** Every valid incident of the window located by its coordinates, one by one. */
async function countOneByOne(
  db: Database,
  window: { layer: Layer; from?: Day | undefined; to?: Day | undefined },
  on: Day,
) {
  const map = await (await openBoundaries(db)).on(window.layer, on)
  const counts = new Map(map.codes.map((code) => [code, 0]))
  let outside = 0
  for (const incident of await db.selectFrom('incidents').selectAll().execute()) {
    const { occurredOn, validity, lonE7, latE7 } = incident
    if (validity !== 'valid') continue
    if (window.from !== undefined && occurredOn < window.from) continue
    if (window.to !== undefined && occurredOn > window.to) continue
    const code = codeAt(map, lonE7, latE7)
    if (code === null) outside++
    else counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return { grids: [...counts].map(([code, count]) => ({ code, count })), outside }
}

onEachDatabase('the bins of days and grids', (db, url) => {
  test('stay equal to the incidents, whatever happens to them and whoever asks', async () => {
    await openTown(db())
    const elsewhere = connect(url())
    try {
      const desk = await deskOf(db(), 'townshipStaff', '/')
      const town: Town = {
        desk,
        other: { ...desk, db: elsewhere },
        batches: [],
        tally: new Map(),
      }
      const steps = fc.array(fc.tuple(anAct, aWindow), { minLength: 5, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(steps, async (steps) => {
          for (const [act, window] of steps) {
            if (await run(town, act)) town.tally.set(act.act, (town.tally.get(act.act) ?? 0) + 1)
            expect(await bins(db())).toEqual(await countedInTable(db()))
            const on = window.boundariesOn ?? window.to ?? today
            const expected = await countOneByOne(db(), window, on)
            expect(await countWindow(desk, window)).toEqual(expected)
            expect(await countWindow(deskOn(elsewhere, today), window)).toEqual(expected)
          }
        }),
        { numRuns: 20, seed: 11, endOnFailure: true },
      )
      expect([...town.tally.keys()].sort()).toEqual([
        'corrected',
        'imported',
        'logged',
        'loggedAndRolledBack',
        'loggedElsewhere',
        'markedInvalid',
        'markedValid',
        'merged',
        'recut',
        'undone',
        'withdrawn',
      ])
    } finally {
      await elsewhere.destroy()
    }
  }, 60_000)
})
