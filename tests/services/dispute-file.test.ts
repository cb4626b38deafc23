import { expect, test } from 'vitest'
import { listAuditEntries } from '#db/audit-entries.ts'
import { listDisputeMethods } from '#db/dispute-methods.ts'
import { listPanelSeats } from '#db/panel-seats.ts'
import { noteMethod, revealParties, seatPanel } from '~/services/dispute-file.server.ts'
import {
  aWorker,
  deskOf,
  elsewhere,
  layDisputeTown,
  monday,
  opened,
} from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'

const empty = { workerId: null, name: null, waivedReason: null }

onEachDatabase('the file of a dispute', (db) => {
  async function officerWithDispute() {
    await layDisputeTown(db())
    const desk = deskOf(db(), await aWorker(db(), 'communityOfficer'))
    return { desk, id: await opened(desk) }
  }
  const panelOf = (officerId: number) => ({
    communityOfficer: { ...empty, workerId: officerId },
    judicialMediator: { ...empty, name: '吴某' },
    householdHead: { ...empty, waivedReason: '尚未推选' },
    legalAdviser: empty,
  })

  test('seats the panel whole: a later one takes the place of the first', async () => {
    const { desk, id } = await officerWithDispute()
    await seatPanel(desk, id, panelOf(desk.worker.id))
    expect(await listPanelSeats(db(), id)).toMatchObject([
      { seat: 'communityOfficer', workerId: desk.worker.id, workerName: desk.worker.name },
      { seat: 'judicialMediator', name: '吴某' },
      { seat: 'householdHead', waivedReason: '尚未推选' },
    ])
    await seatPanel(desk, id, { ...panelOf(desk.worker.id), judicialMediator: empty })
    expect(await listPanelSeats(db(), id)).toHaveLength(2)
  })

  test('seats nobody from another area', async () => {
    const { desk, id } = await officerWithDispute()
    const outsider = await aWorker(db(), 'communityOfficer', elsewhere)
    expect(await seatPanel(desk, id, panelOf(outsider.id))).toEqual({
      ok: false,
      reason: 'unknownWorker',
    })
    expect(await listPanelSeats(db(), id)).toEqual([])
  })

  test('holds several methods, each once', async () => {
    const { desk, id } = await officerWithDispute()
    const method = { method: 'oneStop', usedOn: monday, note: '司法所、派出所' } as const
    await noteMethod(desk, id, method)
    await noteMethod(desk, id, { ...method, method: 'cautionary', note: null })
    await noteMethod(desk, id, { ...method, note: '加上村委会' })
    expect(await listDisputeMethods(db(), id)).toMatchObject([
      { method: 'cautionary', note: null },
      { method: 'oneStop', note: '加上村委会' },
    ])
  })

  test('shows the parties in clear to whoever says why, and the log keeps that', async () => {
    const { desk, id } = await officerWithDispute()
    expect(await revealParties(desk, id, '电话通知调解时间')).toMatchObject([
      { side: 'applicant', name: '欧阳明月', phone: '13812345678' },
      { side: 'respondent', name: '司马青山', phone: null },
    ])
    const [last] = await listAuditEntries(db(), { limit: 1 })
    expect(last).toMatchObject({ act: 'party.revealed', subject: 'dispute', subjectId: String(id) })
    expect(last?.detail).toBe('{"reason":"电话通知调解时间"}')
  })
})
