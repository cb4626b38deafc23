import { randomUUID } from 'node:crypto'
import type { Database } from '#db/connect.ts'
import type { NewRow } from '#db/schema.ts'
import type { Layer } from '~/domain/areas.ts'
import type { Day } from '~/domain/day.ts'
import type { Role } from '~/domain/permissions.ts'
import { hashPassword } from '~/services/accounts.server.ts'
import { audit } from '~/services/audit.server.ts'
import type { UnattendedDesk } from '~/services/desk.server.ts'
import { chunksOf } from './load-chunks.ts'
import { prefecture } from './places/suqian.ts'
import type { SeedWorker } from './prefecture/workers.ts'

/** The ids of who works where. */
export interface Staff {
  /** The worker with this account; throws when there is none. */
  named(account: string): number
  /** Who is on duty in a grid; demo accounts first. */
  onDuty(layer: Layer, gridCode: string): number[]
  /** Who holds a role over exactly this area; demo accounts first. */
  holding(role: Role, areaCode: string): number[]
}

/**
 * Opens the accounts with their roles and duties from the first day on. Demo accounts share one
 * password; the others have one that nobody knows. Whoever works for the
 * whole prefecture has the whole site, places outside every grid included.
 */
export async function loadWorkers(
  desk: UnattendedDesk,
  workers: readonly SeedWorker[],
  { from, demoPassword }: { from: Day; demoPassword: string },
): Promise<Staff> {
  const demoHash = await hashPassword(demoPassword)
  const lockedHash = await hashPassword(randomUUID())
  const rows = workers.map(({ account, name, unit, demo }) => ({
    account,
    name,
    unit,
    passwordHash: demo ? demoHash : lockedHash,
    mustChangePassword: 0 as const,
    createdAt: desk.now,
    demo: demo ? (1 as const) : (0 as const),
  }))
  const idOf = await insertWorkers(desk.db, rows)
  const ids = workers.map(({ account }) => idOf.get(account) ?? 0)
  const roles = workers.map(({ role, areaCode }, index) => ({
    workerId: ids[index] ?? 0,
    role,
    areaCode: areaCode === prefecture.code ? null : areaCode,
    validFrom: from,
  }))
  for (const chunk of chunksOf(roles, 4)) {
    await desk.db.insertInto('workerRoles').values(chunk).execute()
  }
  const duties = workers.flatMap((worker, index) =>
    worker.duties.flatMap(({ layer, gridCodes }) =>
      gridCodes.map((gridCode) => ({
        workerId: ids[index] ?? 0,
        layer,
        gridCode,
        validFrom: from,
      })),
    ),
  )
  for (const chunk of chunksOf(duties, 4)) {
    await desk.db.insertInto('duties').values(chunk).execute()
  }
  await audit(desk, 'worker.seeded', 'worker', null, { accounts: workers.length })
  return staffOf(workers, ids)
}

function staffOf(workers: readonly SeedWorker[], ids: readonly number[]): Staff {
  const byDuty = new Map<string, number[]>()
  const byRole = new Map<string, number[]>()
  for (const [index, { role, areaCode, duties }] of workers.entries()) {
    const id = ids[index] ?? 0
    append(byRole, `${role} ${areaCode}`, id)
    for (const { layer, gridCodes } of duties) {
      for (const code of gridCodes) append(byDuty, `${layer} ${code}`, id)
    }
  }
  const byAccount = new Map(workers.map(({ account }, index) => [account, ids[index] ?? 0]))
  return {
    named(account) {
      const id = byAccount.get(account)
      if (id === undefined) throw new Error(`no account ${account} among the demo's workers`)
      return id
    },
    onDuty: (layer, gridCode) => byDuty.get(`${layer} ${gridCode}`) ?? [],
    holding: (role, areaCode) => byRole.get(`${role} ${areaCode}`) ?? [],
  }
}

function append(groups: Map<string, number[]>, key: string, id: number): void {
  const group = groups.get(key)
  if (group) group.push(id)
  else groups.set(key, [id])
}

async function insertWorkers(
  db: Database,
  rows: readonly NewRow<'workers'>[],
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const chunk of chunksOf(rows, 7)) {
    const insert = db.insertInto('workers').values(chunk).returning(['id', 'account'])
    for (const { id, account } of await insert.execute()) ids.set(account, id)
  }
  return ids
}
