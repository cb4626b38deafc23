import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { saveDraft } from '#db/drafts.ts'
import { countIncidents, findIncident } from '#db/incidents.ts'
import {
  action as correct,
  loader as openCorrection,
} from '~/routes/incidents.$incidentId.correction.tsx'
import { action as makeDispute } from '~/routes/incidents.$incidentId.dispute.tsx'
import { action as merge } from '~/routes/incidents.$incidentId.duplicate.tsx'
import { loader as openIncident } from '~/routes/incidents.$incidentId.tsx'
import { action as setValidity } from '~/routes/incidents.$incidentId.validity.tsx'
import { action as log, loader as openForm } from '~/routes/incidents.new.tsx'
import { loader as openList } from '~/routes/incidents.tsx'
import type { Desk } from '~/services/desk.server.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { deskOf, openTown, today } from '../support/incident-town.ts'
import {
  anIncident,
  eastVillage,
  inSquare,
  logIncidents,
  townPath,
  westVillage,
} from '../support/town.ts'

/** What the server hands to a loader or an action, for this desk. */
function asked(desk: Desk, path: string, form?: Record<string, string>) {
  const incidentId = /^\/incidents\/(\d+)/.exec(path)?.[1]
  return {
    request: new Request(`http://hege.test${path}`, {
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    }),
    params: { incidentId },
    context: {
      ...desk,
      nonce: '',
      sessionId: null,
      address: '',
      tiandituKey: null,
      secureCookies: false,
    },
  }
}

let keys = 0

/** As the phone posts it: a tile, 今天, the own grid, and nothing else filled in. */
const posted = (fields: Record<string, string> = {}) => ({
  key: `route-form-${++keys}`,
  categoryCode: '03',
  finerCode: '',
  day: today,
  occurredOn: '',
  occurredTime: '',
  governanceCode: 'G1',
  villageCode: '',
  addressText: '',
  lon: '',
  lat: '',
  crs: 'wgs84',
  summary: '',
  keptText: '',
  scaleCode: '01',
  deaths: '0',
  sourceChannel: 'gridWorker',
  ...fields,
})

/** Where a redirect leads; fails on anything else. */
function ledTo(answer: unknown): string {
  if (!(answer instanceof Response)) throw new Error(`no redirect: ${JSON.stringify(answer)}`)
  return answer.headers.get('Location') ?? ''
}

/** The form as it comes back, with its status. */
function refused(answer: unknown) {
  if (answer instanceof Response) throw new Error(`a redirect to ${ledTo(answer)}`)
  const { data, init } = answer as {
    data: { problems: Record<string, string>; values: Record<string, string>; keptText?: string }
    init: { status: number }
  }
  return { status: init.status, ...data }
}

async function onDuty(db: Database, desk: Desk, gridCode: string) {
  await db
    .insertInto('duties')
    .values({ workerId: desk.worker.id, layer: 'governance', gridCode, validFrom: '2026-01-01' })
    .execute()
}

async function logged(desk: Desk, fields: Record<string, string> = {}): Promise<number> {
  const to = ledTo(await log(asked(desk, '/incidents/new', posted(fields))))
  return Number(/\/incidents\/(\d+)\?done=logged/.exec(to)?.[1])
}

const statusOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 200,
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(thrown)),
  )

onEachDatabase('the form of 随手报', (db) => {
  test('offers the own grid, the only one or the one reported in last', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    await onDuty(db(), desk, 'G1')
    const form = () => openForm(asked(desk, '/incidents/new'))
    expect((await form()).choices).toMatchObject({
      duties: [{ code: 'G1', name: 'G1格' }],
      usualGridCode: 'G1',
      townships: [{ name: '双庄街道', villages: [{ code: eastVillage }, { code: westVillage }] }],
    })
    await onDuty(db(), desk, 'G2')
    expect((await form()).choices.usualGridCode).toBeNull()
    await logged(desk, { governanceCode: 'G2' })
    expect((await form()).choices.usualGridCode).toBe('G2')
  })

  test('offers the villages of the own area alone', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker', `${townPath}${westVillage}/`)
    const { choices } = await openForm(asked(desk, '/incidents/new'))
    expect(choices.townships).toEqual([
      { name: '双庄街道', villages: [{ code: westVillage, name: '西村' }] },
    ])
  })

  test('saves from a tile and the defaults, and sent twice makes one record', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const form = posted()
    const first = ledTo(await log(asked(desk, '/incidents/new', form)))
    expect(ledTo(await log(asked(desk, '/incidents/new', form)))).toBe(first)
    expect(await countIncidents(db(), { paths: ['/'] })).toBe(1)
    expect(await findIncident(db(), Number(first.match(/\d+/)?.[0]))).toMatchObject({
      occurredOn: today,
      governanceCode: 'G1',
      locatedHow: 'manual',
      sourceChannel: 'gridWorker',
    })
  })

  test('comes back as typed, with what to mend', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const { categoryCode: _, ...untold } = posted({ addressText: '桥头', deaths: '两' })
    const answer = refused(await log(asked(desk, '/incidents/new', untold)))
    expect(answer.status).toBe(422)
    expect(answer.problems).toEqual({
      categoryCode: '请选择事件类别',
      deaths: '死亡人数请填整数',
    })
    expect(answer.values).toMatchObject({ addressText: '桥头', deaths: '两', occurredOn: today })
  })

  test('takes another day from the date field, not from the future', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const id = await logged(desk, { day: 'other', occurredOn: '2026-11-02' })
    expect((await findIncident(db(), id))?.occurredOn).toBe('2026-11-02')
    const tomorrow = posted({ day: 'other', occurredOn: '2026-11-23' })
    expect(refused(await log(asked(desk, '/incidents/new', tomorrow))).problems).toHaveProperty(
      'occurredOn',
    )
  })

  test('warns of a phone number once, and keeps it when saved once more', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    const form = posted({ summary: '找13812345678' })
    const warned = refused(await log(asked(desk, '/incidents/new', form)))
    expect(warned.problems.summary).toContain('13812345678')
    const kept = { ...form, keptText: warned.keptText ?? '' }
    const other = { ...kept, summary: '找13812345679' }
    expect(refused(await log(asked(desk, '/incidents/new', other))).status).toBe(422)
    expect(ledTo(await log(asked(desk, '/incidents/new', kept)))).toContain('done=logged')
  })

  test('asks which grid near a border, and loses nothing outside the own area', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker', `${townPath}${eastVillage}/`)
    const border = posted({ lon: '118.22', lat: '33.905', addressText: '界河' })
    const question = refused(await log(asked(desk, '/incidents/new', border)))
    expect(question).toMatchObject({
      problems: { whichGrid: expect.any(String) },
      question: { candidates: [{ code: 'G2' }, { code: 'G3' }] },
      values: { addressText: '界河' },
    })
    const west = { ...border, confirmed: 'on', governanceCode: 'G2' }
    const outside = refused(await log(asked(desk, '/incidents/new', west)))
    expect(outside.problems.villageCode).toContain('不在您的辖区内')
    expect(outside.values).toMatchObject({ addressText: '界河', lon: '118.22' })
    const east = { ...west, governanceCode: 'G3' }
    expect(ledTo(await log(asked(desk, '/incidents/new', east)))).toContain('done=logged')
  })

  test('gives back what was typed before the sign-in ran out, until it is saved', async () => {
    await openTown(db())
    const desk = await deskOf(db(), 'gridWorker')
    await saveDraft(db(), {
      workerId: desk.worker.id,
      path: '/incidents/new',
      fields: { addressText: '桥头' },
      at: desk.now,
    })
    const values = async () => (await openForm(asked(desk, '/incidents/new'))).values
    expect(await values()).toMatchObject({ addressText: '桥头', sourceChannel: 'gridWorker' })
    await logged(desk)
    expect(await values()).toEqual({ sourceChannel: 'gridWorker' })
  })
})

onEachDatabase('the page of an incident', (db) => {
  test('is not there for whoever does not reach the place, save for the reporter', async () => {
    await openTown(db())
    const reporter = await deskOf(db(), 'gridWorker', `${townPath}${eastVillage}/`)
    const id = await logged(reporter)
    const moved = { ...reporter, worker: { ...reporter.worker, scopes: [west] } }
    const stranger = await deskOf(db(), 'gridWorker', west.areaPath)
    const open = (desk: Desk) => statusOf(openIncident(asked(desk, `/incidents/${id}`)))
    expect(await open(stranger)).toBe(404)
    expect(await open(moved)).toBe(200)
    expect(await statusOf(openIncident(asked(reporter, '/incidents/999')))).toBe(404)
  })

  test('offers what is legal and the worker’s to do, and tells the effect on the counts', async () => {
    await openTown(db())
    const reporter = await deskOf(db(), 'gridWorker')
    const id = await logged(reporter)
    const page = (desk: Desk, search = '') => openIncident(asked(desk, `/incidents/${id}${search}`))
    expect((await page(reporter)).acts).toEqual([
      'corrected',
      'withdrawn',
      'markedInvalid',
      'merged',
      'madeDispute',
    ])
    expect((await page(await deskOf(db(), 'townshipLeader'))).acts).toEqual([])
    expect((await page(await deskOf(db(), 'gridWorker'))).acts).toEqual(['madeDispute'])
    const form = { act: 'withdrawn', reason: '报错了', version: '1' }
    const to = ledTo(await setValidity(asked(reporter, `/incidents/${id}/validity`, form)))
    const after = await page(reporter, to.slice(to.indexOf('?')))
    expect(after.acts).toEqual(['markedValid'])
    expect(after.done).toMatchObject({
      act: 'withdrawn',
      reason: '报错了',
      effects: [
        { layer: 'police', name: 'P1格', month: '2026-11', before: 1, after: 0 },
        { layer: 'governance', name: 'G1格', month: '2026-11', before: 1, after: 0 },
      ],
    })
  })

  test('lets nobody correct or void what a colleague reported, below their right', async () => {
    await openTown(db())
    const id = await logged(await deskOf(db(), 'gridWorker'))
    const colleague = await deskOf(db(), 'gridWorker')
    const path = `/incidents/${id}`
    const act = { act: 'withdrawn', reason: 'x', version: '1' }
    expect(await statusOf(openCorrection(asked(colleague, `${path}/correction`)))).toBe(404)
    expect(await statusOf(correct(asked(colleague, `${path}/correction`, posted())))).toBe(404)
    expect(await statusOf(setValidity(asked(colleague, `${path}/validity`, act)))).toBe(404)
    expect(await statusOf(merge(asked(colleague, `${path}/duplicate`, act)))).toBe(404)
    const leader = await deskOf(db(), 'townshipLeader')
    expect(await statusOf(makeDispute(asked(leader, `${path}/dispute`, {})))).toBe(403)
  })
})

const west = { role: 'gridWorker', areaPath: `${townPath}${westVillage}/` } as const

onEachDatabase('correcting on the screen', (db) => {
  test('starts from the facts as they stand, and saved unchanged changes nothing', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const nearBorder = { lon: '118.2199', lat: '33.905', governanceCode: 'G3', confirmed: 'on' }
    const id = await logged(desk, { ...nearBorder, finerCode: '0301' })
    const path = `/incidents/${id}/correction`
    const { values, incident } = await openCorrection(asked(desk, path))
    const form = { ...values, reason: '看一下', version: String(incident.version) }
    expect(refused(await correct(asked(desk, path, form))).problems).toEqual({
      reason: '没有改动任何内容，请修改后再保存',
    })
  })

  test('tells a worker who came too late who was first, and saves when pressed again', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const id = await logged(desk)
    const path = `/incidents/${id}/correction`
    const form = { ...posted({ addressText: '桥头' }), reason: '补地址', version: '1' }
    ledTo(await correct(asked(desk, path, form)))
    const late = { ...form, addressText: '桥东' }
    const answer = refused(await correct(asked(desk, path, late)))
    expect(answer.status).toBe(409)
    expect(answer.problems.reason).toContain('王某')
    expect(answer.values).toMatchObject({ addressText: '桥东', version: '2' })
    ledTo(await correct(asked(desk, path, { ...late, version: answer.values.version ?? '' })))
    expect((await findIncident(db(), id))?.addressText).toBe('桥东')
  })
})

onEachDatabase('merging on the screen', (db) => {
  test('takes a likely one that was tapped, or a number that was typed', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    const [first, second, third] = [await logged(desk), await logged(desk), await logged(desk)]
    const number = (await findIncident(db(), first))?.number ?? ''
    const form = { reason: '重复登记', version: '1' }
    const tapped = { ...form, likelyNumber: number, targetNumber: '' }
    ledTo(await merge(asked(desk, `/incidents/${second}/duplicate`, tapped)))
    const typed = { ...form, likelyNumber: '', targetNumber: number }
    ledTo(await merge(asked(desk, `/incidents/${third}/duplicate`, typed)))
    const { duplicates } = await openIncident(asked(desk, `/incidents/${first}`))
    expect(duplicates.map(({ id }) => id)).toEqual([second, third])
  })
})

onEachDatabase('the list of incidents', (db) => {
  const numbers = async (desk: Desk, search = '') => {
    const { incidents } = await openList(asked(desk, `/incidents${search}`))
    return incidents.map(({ number }) => number).sort()
  }

  test('is narrowed by the address, within reach', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    await logIncidents(db(), [
      anIncident({
        number: 'A',
        categoryCode: '0301',
        governanceCode: 'G1',
        policeCode: 'P1',
        areaCode: eastVillage,
        occurredOn: '2026-10-31',
        ...inSquare(0),
      }),
      anIncident({
        number: 'B',
        areaCode: westVillage,
        governanceCode: 'G2',
        occurredOn: '2026-11-01',
        addressText: '桥头',
      }),
      anIncident({ number: 'C', areaCode: westVillage, validity: 'withdrawn' }),
      anIncident({ number: 'ELSEWHERE', areaCode: '321302' }),
      anIncident({ number: 'OUTSIDE', areaCode: null, reporterId: desk.worker.id }),
    ])
    expect(await numbers(desk)).toEqual(['A', 'B', 'C'])
    expect(await numbers(desk, '?month=2026-10')).toEqual(['A', 'C'])
    expect(await numbers(desk, '?from=2026-11-01&to=2026-11-30')).toEqual(['B'])
    expect(await numbers(desk, '?category=03')).toEqual(['A'])
    expect(await numbers(desk, '?validity=withdrawn')).toEqual(['C'])
    expect(await numbers(desk, `?area=${westVillage}`)).toEqual(['B', 'C'])
    expect(await numbers(desk, '?area=321300')).toEqual(['A', 'B', 'C'])
    expect(await numbers(desk, '?layer=police&grid=P1')).toEqual(['A'])
    expect(await numbers(desk, '?layer=police&grid=(outside)')).toEqual(['B', 'C'])
    expect(await numbers(desk, '?text=桥头')).toEqual(['B'])
    expect(await numbers(desk, '?mine=1')).toEqual(['OUTSIDE'])
    const { total, counted } = await openList(asked(desk, '/incidents'))
    expect({ total, counted }).toEqual({ total: 3, counted: 2 })
  })

  test('is read fifty at a time', async () => {
    await openTown(db())
    const desk = await deskOf(db())
    await logIncidents(
      db(),
      Array.from({ length: 51 }, () => anIncident({ areaCode: eastVillage })),
    )
    expect(await numbers(desk)).toHaveLength(50)
    expect(await numbers(desk, '?page=2')).toHaveLength(1)
  })
})
