import type { Database } from '#db/connect.ts'
import { findSetting } from '#db/settings.ts'
import { roleLabels } from '~/domain/labels.ts'

/** An account of a demo database, to be shown to whoever tries it out. */
export interface DemoAccount {
  account: string
  name: string
  roleLabel: string
  password: string
}

/** One account for each role; none on a database that is not a demo. */
export async function demoAccounts(db: Database): Promise<DemoAccount[]> {
  const password = await findSetting(db, 'demoPassword')
  const rows = await db
    .selectFrom('workers')
    .innerJoin('workerRoles', 'workerRoles.workerId', 'workers.id')
    .select(['workers.account', 'workers.name', 'workerRoles.role'])
    .where('workers.demo', '=', 1)
    .where('workers.disabledAt', 'is', null)
    .orderBy('workers.id')
    .execute()
  return rows.map(({ role, ...worker }) => ({ ...worker, roleLabel: roleLabels[role], password }))
}
