import { expect, test } from 'vitest'
import type { Role } from '~/domain/permissions.ts'
import { loader as report } from '~/routes/reports.$month.tsx'
import { loader as choice } from '~/routes/reports.tsx'
import { aWorker, deskOf, elsewhere, requestOf, township } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { layReportTown } from '../support/report-town.ts'
import { eastVillage } from '../support/town.ts'

onEachDatabase('the pages of reports', (db) => {
  const deskAs = async (role: Role, areaCode?: string | null) =>
    deskOf(db(), await aWorker(db(), role, areaCode))

  async function open(desk: Awaited<ReturnType<typeof deskAs>>, month: string, search = '') {
    const params = { month }
    return await report(requestOf(desk, `/reports/${month}${search}`, { params }))
  }

  const statusOf = (answer: Promise<unknown>): Promise<number> =>
    answer.then(
      () => 200,
      (thrown: unknown) => (thrown instanceof Response ? thrown.status : 500),
    )

  test('open for the areas somebody may report on; any other is not there', async () => {
    await layReportTown(db())
    const leader = await deskAs('townshipLeader')
    const see = (desk: typeof leader, area: string) =>
      statusOf(open(desk, '2026-10', `?area=${area}`))
    expect(await see(leader, township)).toBe(200)
    expect(await see(leader, eastVillage)).toBe(200)
    expect(await see(leader, '321302')).toBe(404)
    expect(await see(leader, '321300')).toBe(404)
    expect(await see(leader, elsewhere)).toBe(404)
    expect(await see(leader, 'nowhere')).toBe(404)
    expect(await see(await deskAs('auditor', null), '321300')).toBe(200)
    expect(await see(await deskAs('gridWorker'), township)).toBe(403)
    expect(await statusOf(open(leader, '2026-13'))).toBe(404)
    expect(await statusOf(open(leader, 'october'))).toBe(404)
  })

  test('without an area shows the whole of one’s own, and the layer that is asked for', async () => {
    await layReportTown(db())
    const leader = await deskAs('townshipLeader')
    const page = await open(leader, '2026-10')
    expect(page).toMatchObject({ ok: true, layer: 'police', drawing: { layer: 'police' } })
    expect(page.ok && page.sheet.report.area.code).toBe(township)
    expect(await open(leader, '2026-10', '?layer=governance')).toMatchObject({
      drawing: { layer: 'governance' },
    })
    expect(await open(leader, '2026-10', '?layer=sea')).toMatchObject({ layer: 'police' })
  })

  test('a month that has not begun leads to the last whole one', async () => {
    await layReportTown(db())
    expect(await open(await deskAs('townshipLeader'), '2026-12')).toEqual({
      ok: false,
      reason: 'futureMonth',
      month: '2026-12',
      lastWhole: '2026-10',
      area: township,
    })
  })

  test('offer the areas in reach and the months up to now, and lead to what is chosen', async () => {
    await layReportTown(db())
    const leader = await deskAs('townshipLeader')
    const offered = await choice(requestOf(leader, '/reports'))
    expect(offered.areas.map(({ name }) => name)).toEqual(['双庄街道', '东村', '西村'])
    expect(offered.months.slice(0, 2)).toEqual(['2026-11', '2026-10'])
    expect(offered.running).toBe('2026-11')
    const everything = await choice(requestOf(await deskAs('auditor', null), '/reports'))
    expect(everything.areas.map(({ name }) => name)).toEqual([
      '宿迁市',
      '宿城区',
      '双庄街道',
      '别处',
    ])
    const chosen = requestOf(leader, `/reports?month=2026-10&area=${eastVillage}`)
    const answer = await choice(chosen).catch((thrown: Response) => thrown)
    expect(answer).toBeInstanceOf(Response)
    expect(answer instanceof Response && answer.headers.get('Location')).toBe(
      `/reports/2026-10?area=${eastVillage}`,
    )
  })
})
