import { findWorkerByAccount } from '#db/workers.ts'
import type { UnattendedDesk } from '../services/desk.server.ts'
import { Refusal } from './refusal.ts'

/** The worker behind an account, or a refusal that names it. */
export async function workerOf(desk: UnattendedDesk, account: string) {
  const worker = await findWorkerByAccount(desk.db, account)
  if (!worker) throw new Refusal(`没有账号 ${account}`)
  return worker
}
