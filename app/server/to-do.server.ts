import { countAccountStates } from '#db/account-states.ts'
import { countDisputes, type ListedDispute, listDisputes } from '#db/disputes.ts'
import { listImportBatches } from '#db/import-batches.ts'
import { countIncidents, listIncidents } from '#db/incidents.ts'
import { countVisits, type ListedVisit, listVisits } from '#db/visits.ts'
import type { AreaPath } from '../domain/areas.ts'
import type { Calendar } from '../domain/calendar.ts'
import { type ShownLight, shownLight, soonUntil } from '../domain/lights.ts'
import type { Stage } from '../domain/mediation.ts'
import { mayAnywhere, type Role } from '../domain/permissions.ts'
import { openCalendar } from '../services/calendar.server.ts'
import type { Desk } from '../services/desk.server.ts'

const mineShown = 30
const areaShown = 10

/** One thing to do: a stage to finish or a visit to make. */
export interface Duty {
  kind: 'stage' | 'visit'
  id: number
  number: string
  typeLabel: string
  classLabel: string | null
  areaName: string | null
  stage: Stage | null
  light: ShownLight
}

/** What is due from this worker, the most urgent first, and how much of it there is. */
export async function dutiesOf(desk: Desk) {
  const { db, worker, today } = desk
  const calendar = await openCalendar(db)
  const days = { today, soonUntil: soonUntil(today, calendar) }
  const reach = { paths: ['/'], workerId: worker.id }
  const stages = { reach, handlerId: worker.id, open: true }
  const visits = { reach, workerId: worker.id, status: 'planned' as const }
  const page = { limit: mineShown, offset: 0 }
  const duties = [
    ...stageDuties(await listDisputes(db, stages, page), desk, calendar),
    ...visitDuties(await listVisits(db, visits, page), desk, calendar),
  ].sort((one, other) => one.light.dueOn.localeCompare(other.light.dueOn, 'en'))
  const count = async (colour: 'red' | 'yellow') => ({
    stages: await countDisputes(db, { ...stages, light: { colour, ...days } }),
    visits: await countVisits(db, { ...visits, due: { colour, ...days } }),
  })
  return {
    duties: duties.slice(0, mineShown),
    red: await count('red'),
    yellow: await count('yellow'),
    /** Beyond the ones listed. */
    more: duties.length > mineShown,
  }
}

const watchingRoles: readonly Role[] = ['communityOfficer', 'townshipStaff', 'townshipLeader']

/** The lamps of the worker's areas and what came in today; null for whoever watches over none. */
export async function watchOf(desk: Desk) {
  const { db, worker, today } = desk
  const paths: AreaPath[] = worker.scopes
    .filter(({ role }) => watchingRoles.includes(role))
    .map(({ areaPath }) => areaPath)
  if (paths.length === 0) return null
  const calendar = await openCalendar(db)
  const days = { today, soonUntil: soonUntil(today, calendar) }
  const reach = { paths, workerId: worker.id }
  const overdue = { reach, open: true, light: { colour: 'red' as const, ...days } }
  return {
    today,
    red: await countDisputes(db, overdue),
    yellow: await countDisputes(db, { ...overdue, light: { colour: 'yellow', ...days } }),
    visits: await countVisits(db, { reach, status: 'planned', due: { colour: 'red', ...days } }),
    incidents: await countIncidents(db, { paths, from: today, to: today, validity: 'valid' }),
    overdue: stageDuties(
      await listDisputes(db, overdue, { limit: areaShown, offset: 0 }),
      desk,
      calendar,
    ),
  }
}

/** What an own report became; null for whoever does not report. */
export async function reportsOf({ db, worker }: Desk) {
  if (!worker.scopes.some(({ role }) => role === 'gridWorker')) return null
  const query = { paths: ['/'], reporterId: worker.id }
  const incidents = await listIncidents(db, query, { limit: 5, offset: 0 })
  return incidents.map(({ id, number, categoryLabel, occurredOn, validity }) => ({
    id,
    number,
    categoryLabel,
    occurredOn,
    validity,
  }))
}

/** The last imports and the accounts to look after; null for whoever does neither. */
export async function housekeepingOf({ db, worker }: Desk) {
  if (!mayAnywhere(worker, 'import.run') || !mayAnywhere(worker, 'worker.manage')) return null
  const batches = await listImportBatches(db, { limit: 5 })
  return {
    accounts: await countAccountStates(db),
    batches: batches.map(({ id, kind, layer, fileName, status, createdAt }) => ({
      id,
      kind,
      layer,
      fileName,
      status,
      createdAt,
    })),
  }
}

const stageDuties = (
  disputes: readonly ListedDispute[],
  { today }: Desk,
  calendar: Calendar,
): Duty[] =>
  disputes.flatMap(({ id, number, typeLabel, classLabel, areaName, stage, ...due }) => {
    const light = shownLight(due, today, calendar)
    return light
      ? [{ kind: 'stage' as const, id, number, typeLabel, classLabel, areaName, stage, light }]
      : []
  })

const visitDuties = (visits: readonly ListedVisit[], { today }: Desk, calendar: Calendar): Duty[] =>
  visits.flatMap(({ id, number, typeLabel, classLabel, areaName, dueOn }) => {
    const light = shownLight({ dueOn }, today, calendar)
    return light
      ? [
          {
            kind: 'visit' as const,
            id,
            number,
            typeLabel,
            classLabel,
            areaName,
            stage: null,
            light,
          },
        ]
      : []
  })
