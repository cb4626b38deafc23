import type { Database } from '#db/connect.ts'
import { insertWorker } from '#db/workers.ts'
import type { Role } from '~/domain/permissions.ts'
import type { Desk } from '~/services/desk.server.ts'
import { deskOn, layGrids, layTown, townPath } from './town.ts'

export const today = '2026-11-22'

/** Four governance squares in a row (east, west, east, west village) under two police grids. */
export async function openTown(db: Database): Promise<void> {
  await layTown(db)
  await layGrids(db, 'governance', ['G1', 'G2', 'G3', 'G4'])
  await layGrids(db, 'police', ['P1', 'P2'], { widths: [2, 2] })
}

let accounts = 0

/** A desk of somebody who holds a role over an area, the town unless it says otherwise. */
export async function deskOf(db: Database, role: Role = 'townshipStaff', areaPath = townPath) {
  const account = `worker${++accounts}`
  const id = await insertWorker(db, {
    account,
    name: '王某',
    unit: null,
    passwordHash: '',
    mustChangePassword: 0,
    createdAt: `${today}T00:00:00.000Z`,
    demo: 0,
  })
  const worker = { id, account, name: '王某', unit: null, mustChangePassword: false }
  const scopes = [{ role, areaPath }]
  return { ...deskOn(db, today), worker: { ...worker, scopes } } satisfies Desk
}
