import { expect, test } from 'vitest'
import {
  countDisputes,
  countDisputesByStage,
  type DisputeQuery,
  listDisputes,
} from '#db/disputes.ts'
import { addDays } from '~/domain/day.ts'
import { lightOf } from '~/domain/deadlines.ts'
import { soonUntil } from '~/domain/lights.ts'
import { openCalendar } from '~/services/calendar.server.ts'
import type { Desk } from '~/services/desk.server.ts'
import { noteMethod, seatPanel } from '~/services/dispute-file.server.ts'
import { planVisit } from '~/services/visits.server.ts'
import { aWorker, deskOf, layDisputeTown, monday, opened, walk } from '../support/dispute-town.ts'
import { onEachDatabase } from '../support/each-database.ts'
import { eastVillage, townPath, westVillage } from '../support/town.ts'

const everything = { paths: ['/'], workerId: 0 }
const page = { limit: 50, offset: 0 }

onEachDatabase('the list of disputes', (db) => {
  const officer = async (): Promise<Desk> => {
    await layDisputeTown(db())
    return deskOf(db(), await aWorker(db(), 'communityOfficer'))
  }
  const idsOf = async (query: DisputeQuery) =>
    (await listDisputes(db(), query, page)).map(({ id }) => id)

  test('reaches what lies within, and beyond it what is one’s own', async () => {
    const desk = await officer()
    const staff = await aWorker(db(), 'townshipStaff', eastVillage)
    const east = await opened(desk)
    const west = await opened(desk, { areaCode: westVillage })
    const nowhere = await opened(desk, { areaCode: null })
    const reach = { paths: [`${townPath}${eastVillage}/`], workerId: staff.id }
    expect(await idsOf({ reach })).toEqual([east])
    expect(await idsOf({ reach: { paths: [], workerId: staff.id } })).toEqual([])
    expect((await idsOf({ reach: everything })).sort()).toEqual([east, west, nowhere])

    await planVisit(desk, west, { dueOn: '2026-11-20', workerId: desk.worker.id })
    await db().updateTable('visits').set({ workerId: staff.id }).execute()
    expect((await idsOf({ reach })).sort()).toEqual([east, west])
    await seatPanel(desk, nowhere, {
      communityOfficer: { workerId: null, name: null, waivedReason: '无' },
      judicialMediator: { workerId: null, name: null, waivedReason: null },
      householdHead: { workerId: null, name: null, waivedReason: null },
      legalAdviser: { workerId: null, name: null, waivedReason: null },
    })
    await db().updateTable('panelSeats').set({ workerId: staff.id }).execute()
    expect((await idsOf({ reach })).sort()).toEqual([east, west, nowhere])
    expect(await idsOf({ reach: everything, handlerId: staff.id })).toEqual([nowhere])
  })

  test('shines as the rule of lights says, day by day', async () => {
    const desk = await officer()
    const calendar = await openCalendar(db())
    const id = await opened(desk)
    for (let ahead = -4; ahead <= 12; ahead++) {
      const dueOn = addDays(monday, ahead)
      for (const yellowOn of [null, addDays(dueOn, -5)]) {
        await db().updateTable('disputes').set({ dueOn, yellowOn }).where('id', '=', id).execute()
        const light = lightOf({ dueOn, yellowOn, paused: false }, monday, calendar)
        for (const colour of ['red', 'yellow', 'green'] as const) {
          const days = { today: monday, soonUntil: soonUntil(monday, calendar) }
          const found = await countDisputes(db(), { reach: everything, light: { colour, ...days } })
          expect(found, `${colour}, due ${dueOn}, warned ${yellowOn}`).toBe(
            colour === light ? 1 : 0,
          )
        }
      }
    }
  })

  test('is narrowed by stage, status, books, type or class, method, area and text', async () => {
    const desk = await officer()
    const first = await opened(desk)
    const second = await opened(desk, {
      typeCode: '0101',
      areaCode: westVillage,
      title: '100%分家纠纷',
      addressText: null,
    })
    await walk(desk, second, 'accepted', 'withdrawn')
    await noteMethod(desk, first, { method: 'oneStop', usedOn: monday, note: null })
    const reach = everything
    const cases: [Omit<DisputeQuery, 'reach'>, number[]][] = [
      [{ stage: 'intake' }, [first]],
      [{ status: 'withdrawn' }, [second]],
      [{ open: true }, [first]],
      [{ open: false }, [second]],
      [{ typeCode: '0101' }, [second]],
      [{ typeCode: '02' }, [first]],
      [{ method: 'oneStop' }, [first]],
      [{ method: 'tracked' }, []],
      [{ areaPath: `${townPath}${westVillage}/` }, [second]],
      [{ text: '三组' }, [first]],
      [{ text: '00002' }, [second]],
      [{ text: '100%' }, [second]],
      [{ text: '0%分' }, [second]],
      [{ text: '%' }, [second]],
      [{ text: '_' }, []],
    ]
    for (const [query, ids] of cases) {
      expect(await idsOf({ reach, ...query }), JSON.stringify(query)).toEqual(ids)
      expect(await countDisputes(db(), { reach, ...query })).toBe(ids.length)
    }
  })

  test('puts the most urgent first, and counts the stages with what is overdue', async () => {
    const desk = await officer()
    const settled = await opened(desk)
    await walk(desk, settled, 'withdrawn')
    const later = await opened({ ...desk, today: '2026-11-05' })
    const sooner = await opened(desk)
    expect(await idsOf({ reach: everything })).toEqual([sooner, later, settled])
    const open = { reach: everything, open: true }
    expect(Object.fromEntries(await countDisputesByStage(db(), open, '2026-11-06'))).toEqual({
      intake: { count: 2, overdue: 1 },
    })
  })

  test('names no party and no title', async () => {
    const desk = await officer()
    await opened(desk, { title: '欧阳明月与司马青山纠纷' })
    const rows = JSON.stringify(await listDisputes(db(), { reach: everything }, page))
    expect(rows).toContain('用水排水通行通风采光')
    expect(rows).not.toMatch(/欧阳|司马/)
  })
})
