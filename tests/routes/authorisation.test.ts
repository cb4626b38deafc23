import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { listGridShapesOn } from '#db/grids.ts'
import { insertImportBatch } from '#db/import-batches.ts'
import { listPanelSeats } from '#db/panel-seats.ts'
import { listVisitsOf } from '#db/visits.ts'
import { may, mayAnywhere, type Right, roles } from '~/domain/permissions.ts'
import { guardBrand } from '~/server/guard.server.ts'
import type { Desk } from '~/services/desk.server.ts'
import { seatPanel } from '~/services/dispute-file.server.ts'
import { planVisit } from '~/services/visits.server.ts'
import {
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  opened,
  requestOf,
  township,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { anIncident, aRuleset, eastVillage, logIncidents, townPath } from '../support/town.ts'

/** Stands in every name and text of the other area: no answer to somebody of the town holds it. */
const canary = '金丝雀'
/** The parties of the town's own dispute: in no answer but to whoever asks for them with a reason. */
const partyNames = /欧阳明月|司马青山|13812345678/

interface Place {
  path: string
  layer: string
  code: string
  area: string
  month: string
  incidentId: string
  disputeId: string
  visitId: string
  workerId: string
  batchId: string
}

/** Where a route's thing lies: in the area it is in, over the whole site, or nowhere in particular. */
type Lies = 'place' | 'site' | 'nowhere'

/** Every route with a loader or an action: a new one fails the test until it stands here too. */
const routes: Record<string, [address: string, lies: Lies]> = {
  account: ['/account', 'nowhere'],
  audit: ['/audit', 'site'],
  boundaries: ['/boundaries?layer=:layer&area=:area', 'site'],
  'boundaries.$layer': ['/boundaries/:layer?code=:code', 'site'],
  'boundaries.$layer.export': ['/boundaries/:layer/export', 'site'],
  'boundaries.$layer.grids': ['/boundaries/:layer/grids?code=:code', 'site'],
  'disputes.$disputeId': ['/disputes/:disputeId', 'place'],
  'disputes.$disputeId.methods': ['/disputes/:disputeId/methods', 'place'],
  'disputes.$disputeId.panel': ['/disputes/:disputeId/panel', 'place'],
  'disputes.$disputeId.parties': ['/disputes/:disputeId/parties', 'place'],
  'disputes.$disputeId.stage': ['/disputes/:disputeId/stage?to=accepted', 'place'],
  'disputes.$disputeId.visits': ['/disputes/:disputeId/visits', 'place'],
  disputes: ['/disputes?books=all&text=JF', 'nowhere'],
  'disputes.new': ['/disputes/new', 'nowhere'],
  'grids.$layer.$code': ['/grids/:layer/:code', 'place'],
  imports: ['/imports', 'site'],
  'imports.$batchId': ['/imports/:batchId', 'site'],
  'imports.$batchId.outlines': ['/imports/:batchId/outlines', 'site'],
  'imports.$batchId.progress': ['/imports/:batchId/progress', 'site'],
  'imports.new': ['/imports/new', 'site'],
  incidents: ['/incidents?text=SJ-1', 'nowhere'],
  'incidents.$incidentId': ['/incidents/:incidentId', 'place'],
  'incidents.$incidentId.correction': ['/incidents/:incidentId/correction', 'place'],
  'incidents.$incidentId.dispute': ['/incidents/:incidentId/dispute', 'place'],
  'incidents.$incidentId.duplicate': ['/incidents/:incidentId/duplicate', 'place'],
  'incidents.$incidentId.validity': ['/incidents/:incidentId/validity', 'place'],
  'incidents.new': ['/incidents/new', 'nowhere'],
  login: ['/login', 'nowhere'],
  logout: ['/logout', 'nowhere'],
  map: ['/map?sort=code', 'nowhere'],
  'map.labels.$layer': ['/map/labels/:layer', 'nowhere'],
  'map.outlines.$layer': ['/map/outlines/:layer', 'nowhere'],
  'map.picture': ['/map/picture?layer=police', 'nowhere'],
  nowhere: ['/nowhere', 'nowhere'],
  password: ['/password', 'nowhere'],
  reports: ['/reports', 'nowhere'],
  'reports.$month': ['/reports/:month?area=:area', 'place'],
  'to-do': ['/', 'nowhere'],
  visits: ['/visits', 'nowhere'],
  'visits.$visitId': ['/visits/:visitId', 'place'],
  workers: ['/workers', 'nowhere'],
  'workers.$workerId': ['/workers/:workerId', 'place'],
  'workers.new': ['/workers/new', 'nowhere'],
}

/** Reading leads back to the incident before it is asked whose it is. */
const leadsOnAtOnce = ['incidents.$incidentId.dispute loader']

/** The batch at hand has no layer that waits, and so nothing to draw. */
const hasNothing = ['imports.$batchId.outlines loader']

const lists = ['disputes', 'incidents', 'map', 'map.labels.$layer', 'reports', 'visits']

type Handler = (args: ReturnType<typeof requestOf>) => unknown

interface Door {
  name: string
  kind: 'loader' | 'action'
  right: Right | 'open'
  handler: Handler
  address: string
  lies: Lies
}

const modules = import.meta.glob<Record<string, unknown>>('../../app/routes/*.{ts,tsx}', {
  eager: true,
})

const doors: Door[] = Object.entries(modules).flatMap(([file, module]) => {
  const name = file.replace(/^.*\/|\.tsx?$/g, '')
  return (['loader', 'action'] as const).flatMap((kind) => {
    const handler = module[kind] as (Handler & { [guardBrand]?: Right | 'open' }) | undefined
    if (!handler) return []
    const [address = '', lies = 'nowhere'] = routes[name] ?? []
    return [{ name, kind, right: handler[guardBrand] ?? 'open', handler, address, lies }]
  })
})

test('every route stands in the table, and nothing else', () => {
  expect([...new Set(doors.map(({ name }) => name))].sort()).toEqual(Object.keys(routes).sort())
})

onEachDatabase('of every route', (db) => {
  test.each(roles)(
    '%s sees and does what the policy says, and nothing of elsewhere',
    async (role) => {
      const { here, there } = await twoAreas(db())
      const desk = deskOf(db(), await aWorker(db(), role))
      for (const door of doors) {
        for (const place of [here, there]) {
          const outcome = await knock(door, desk, place)
          const what = `${role} ${door.name} ${door.kind} ${place.path}`
          expect(outcome.status, `${what}\n${outcome.body.slice(0, 400)}`).toSatisfy(
            expectedOf(door, desk, place),
          )
          expect(around(outcome.body, canary), what).toBeNull()
          expect(around(outcome.body, partyNames), what).toBeNull()
        }
      }
    },
  )

  test.each(roles)('%s over the whole site may everywhere what the policy says', async (role) => {
    const { there } = await twoAreas(db())
    const desk = deskOf(db(), await aWorker(db(), role, null))
    for (const door of doors) {
      const { status, body } = await knock(door, desk, there)
      const what = `${role} ${door.name} ${door.kind}`
      expect(status, `${what}\n${body.slice(0, 400)}`).toSatisfy(expectedOf(door, desk, there))
      expect(around(body, /金丝雀甲|13900001111/), what).toBeNull()
    }
  })

  test('the canary is there to be seen by whoever may', async () => {
    const { there } = await twoAreas(db())
    const desk = deskOf(db(), await aWorker(db(), 'townshipStaff', null))
    const seen: string[] = []
    for (const door of doors.filter(({ kind }) => kind === 'loader')) {
      if (around((await knock(door, desk, there)).body, canary)) seen.push(door.name)
    }
    expect(seen).toEqual(expect.arrayContaining(lists))
    expect(seen).toEqual(
      expect.arrayContaining(
        doors
          .filter(({ lies, right }) => lies === 'place' && right.endsWith('.read'))
          .map(({ name }) => name)
          .filter((name) => !name.endsWith('.dispute')),
      ),
    )
  })

  test('nobody who is not signed in gets past the sign-in', async () => {
    const { there } = await twoAreas(db())
    const desk = deskOf(db(), await aWorker(db(), 'administrator', null))
    for (const door of doors.filter(({ right }) => right !== 'open')) {
      const { status, body } = await knock(door, { ...desk, worker: null as never }, there)
      expect(status, `${door.name} ${door.kind}`).toBe(door.kind === 'loader' ? 302 : 401)
      expect(around(body, canary)).toBeNull()
    }
  })

  test('an auditor changes nothing anywhere', async () => {
    const { here, there } = await twoAreas(db())
    const desk = deskOf(db(), await aWorker(db(), 'auditor', null))
    const own = ['own.account', 'open']
    for (const door of doors.filter(
      ({ kind, right }) => kind === 'action' && !own.includes(right),
    )) {
      for (const place of [here, there]) {
        expect((await knock(door, desk, place)).status, door.name).toSatisfy(among([403, 404]))
      }
    }
  })

  test('ids that no row can have are not there, whatever the database', async () => {
    await twoAreas(db())
    const holders = roles.map((role) => ({ role, areaPath: '/' }))
    const anybody = await aWorker(db(), 'administrator', null)
    const desk = deskOf(db(), { ...anybody, scopes: holders })
    for (const id of [
      '0',
      '-1',
      '1.5',
      '1e9',
      '1e300',
      'NaN',
      '2147483648',
      '9'.repeat(40),
      "'",
      '__proto__',
    ]) {
      const place = placeOf(id)
      for (const door of doors.filter(({ address }) => address.includes('Id'))) {
        if (leadsOnAtOnce.includes(`${door.name} ${door.kind}`)) continue
        expect((await knock(door, desk, place)).status, `${door.name} ${id}`).toBe(404)
      }
    }
  })
})

/** What the policy makes of a knock: as a test of the status. */
function expectedOf({ name, kind, right, lies }: Door, desk: Desk, place: Place) {
  const letIn = among([200, 302, 409, 422])
  if (right === 'open') return among([200, 302, 404, 422])
  if (!mayAnywhere(desk.worker, right)) return among([403])
  if (hasNothing.includes(`${name} ${kind}`)) return among([404])
  if (lies !== 'place' || leadsOnAtOnce.includes(`${name} ${kind}`)) return letIn
  return may(desk.worker, right, { own: false, areaPath: place.path }) ? letIn : among([404])
}

/** Where in a long text it stands, for the message; null when it does not. */
function around(body: string, sought: string | RegExp): string | null {
  const index = body.search(sought)
  return index < 0 ? null : body.slice(Math.max(0, index - 80), index + 80)
}

const among = (statuses: readonly number[]) => (status: number) => statuses.includes(status)

/** Asks with the address of the place filled in; a form is sent empty. */
async function knock(door: Door, desk: Desk, place: Place) {
  const params = Object.fromEntries(Object.entries(place))
  const path = door.address.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const form = door.kind === 'action' ? { form: {} } : {}
  const answer = await Promise.resolve()
    .then(() => door.handler(requestOf(desk, path, { params, ...form })))
    .catch((thrown: unknown) => thrown)
  if (answer instanceof Error) throw answer
  if (!(answer instanceof Response)) {
    const status = (answer as { init?: { status?: number } | null } | null)?.init?.status ?? 200
    return { status, body: JSON.stringify(answer ?? null) }
  }
  const bytes = Buffer.from(await answer.arrayBuffer())
  const zipped = answer.headers.get('Content-Encoding') === 'gzip'
  const headers = JSON.stringify([...answer.headers])
  return { status: answer.status, body: headers + (zipped ? gunzipSync(bytes) : bytes).toString() }
}

const placeOf = (id: string): Place => ({
  path: '/',
  layer: 'police',
  code: id,
  area: id,
  month: '2026-10',
  incidentId: id,
  disputeId: id,
  visitId: id,
  workerId: id,
  batchId: id,
})

/** The town, and a village elsewhere with everything a village has, the canary in all of it. */
async function twoAreas(db: Database) {
  await layDisputeTown(db)
  await aRuleset(db, { name: 'thresholds', mode: 'thresholds' })
  const path = `/321300/${elsewhere}/${elsewhere}001/`
  const code = `${elsewhere}001`
  await db
    .insertInto('areas')
    .values({
      code,
      name: `${canary}镇`,
      level: 'township',
      parentCode: elsewhere,
      path,
      batchId: null,
    })
    .execute()
  for (const layer of ['police', 'governance'] as const) {
    const [shape] = await listGridShapesOn(db, layer, monday)
    if (!shape) throw new Error('no grid')
    await db
      .insertInto('gridVersions')
      .values({
        layer,
        code: `${canary}${layer}`,
        name: `${canary}格`,
        kind: null,
        areaCode: code,
        areaStated: 1,
        geometry: shape.geometry.replaceAll('33.9', '32.9'),
        areaM2: 1_000_000,
        labelLon: 118.2,
        labelLat: 32.9,
        households: 1,
        population: 1,
        validFrom: '0001-01-01',
        validTo: null,
        batchId: null,
      })
      .execute()
  }
  const here = await furnish(db, {
    areaCode: eastVillage,
    path: `${townPath}${eastVillage}/`,
    mark: '',
  })
  const there = await furnish(db, { areaCode: code, path, mark: canary })
  return { here: { ...here, area: township }, there: { ...there, area: code } }
}

/** A colleague, an incident, a dispute with parties, a panel and a visit, and an import. */
async function furnish(
  db: Database,
  { areaCode, path, mark }: { areaCode: string; path: string; mark: string },
): Promise<Place> {
  const officer = await aWorker(db, 'communityOfficer', areaCode)
  const name = `${mark}警官`
  await db
    .updateTable('workers')
    .set({ name, unit: `${mark}所` })
    .where('id', '=', officer.id)
    .execute()
  const grids = mark
    ? { policeCode: `${mark}police`, governanceCode: `${mark}governance` }
    : { policeCode: 'P1', governanceCode: 'G1' }
  const texts = { addressText: `${mark}路`, summary: `${mark}争吵` }
  const number = `${mark}SJ-1`
  await logIncidents(db, [
    anIncident({ ...grids, ...texts, number, areaCode, reporterId: officer.id }),
  ])
  const incident = await db
    .selectFrom('incidents')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const desk = deskOf(db, officer)
  const disputeId = await opened(desk, {
    ...grids,
    ...texts,
    areaCode,
    title: `${mark}纠纷`,
    ...(mark && {
      parties: [{ side: 'applicant', kind: 'person', name: `${mark}甲`, phone: '13900001111' }],
    }),
  })
  const waived = { workerId: null, name: null, waivedReason: `${mark}未设` }
  await seatPanel(desk, disputeId, {
    communityOfficer: { workerId: officer.id, name: null, waivedReason: null },
    judicialMediator: { workerId: null, name: `${mark}吴某`, waivedReason: null },
    householdHead: waived,
    legalAdviser: waived,
  })
  expect(await listPanelSeats(db, disputeId)).toHaveLength(4)
  await planVisit(desk, disputeId, { dueOn: '2026-11-20', workerId: null })
  const [visit] = await listVisitsOf(db, disputeId)
  const batchId = await insertImportBatch(db, {
    kind: 'areas',
    layer: null,
    fileName: `${mark}.csv`,
    crs: null,
    options: JSON.stringify({ columns: [`${mark}列`] }),
    status: 'uploaded',
    content: `${mark},${mark}`,
    outcome: '{}',
    workerId: null,
    createdAt: desk.now,
  })
  return {
    path,
    layer: 'police',
    code: grids.policeCode,
    area: areaCode,
    month: '2026-10',
    incidentId: String(incident.id),
    disputeId: String(disputeId),
    visitId: String(visit?.id),
    workerId: String(officer.id),
    batchId: String(batchId),
  }
}
