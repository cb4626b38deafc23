import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { findArea } from '#db/areas.ts'
import { isUniqueViolation } from '#db/portable.ts'
import { deleteSessionsOf } from '#db/sessions.ts'
import {
  endWorkerRole,
  findWorkerByAccount,
  insertWorker,
  insertWorkerRole,
  listWorkerRoles,
  updateWorker,
} from '#db/workers.ts'
import type { Role } from '../domain/permissions.ts'
import { audit } from './audit.server.ts'
import { type Desk, inTransaction, type UnattendedDesk } from './desk.server.ts'

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, argon2id)

/** Whoever has this account and password; null otherwise, after the same work either way. */
export async function findByCredentials(desk: Pick<Desk, 'db'>, account: string, password: string) {
  const worker = await findWorkerByAccount(desk.db, account)
  const matches = await verify(worker?.passwordHash ?? (await nobodysHash()), password)
  return worker && matches && worker.disabledAt === null ? worker : null
}

export interface NewWorker {
  account: string
  name: string
  unit: string | null
  role: Role
  /** null: the whole site. */
  areaCode: string | null
}

export type AddedWorker =
  | { ok: true; workerId: number; oneTimePassword: string }
  | { ok: false; reason: 'accountTaken' | 'unknownArea' }

/** Opens an account whose one-time password has to be changed at the first sign-in. */
export async function addWorker(desk: UnattendedDesk, facts: NewWorker): Promise<AddedWorker> {
  if (facts.areaCode !== null && !(await findArea(desk.db, facts.areaCode))) {
    return { ok: false, reason: 'unknownArea' }
  }
  const oneTimePassword = newOneTimePassword()
  const passwordHash = await hashPassword(oneTimePassword)
  try {
    return await inTransaction(desk, async (desk) => {
      const { account, name, unit, role, areaCode } = facts
      const workerId = await insertWorker(desk.db, {
        account,
        name,
        unit,
        passwordHash,
        mustChangePassword: 1,
        createdAt: desk.now,
      })
      await insertWorkerRole(desk.db, { workerId, role, areaCode, validFrom: desk.today })
      await audit(desk, 'worker.added', 'worker', workerId, { account, role, areaCode })
      return { ok: true, workerId, oneTimePassword }
    })
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'accountTaken' }
    throw error
  }
}

/** A new one-time password; whoever is signed in with the old one is signed out at once. */
export async function resetPassword(desk: UnattendedDesk, workerId: number): Promise<string> {
  const oneTimePassword = newOneTimePassword()
  const passwordHash = await hashPassword(oneTimePassword)
  await inTransaction(desk, async (desk) => {
    await updateWorker(desk.db, workerId, { passwordHash, mustChangePassword: 1 })
    await deleteSessionsOf(desk.db, workerId)
    await audit(desk, 'worker.passwordReset', 'worker', workerId)
  })
  return oneTimePassword
}

/** The worker's own change of password; every other session of theirs ends. */
export async function changePassword(
  desk: Desk,
  change: { present: string; next: string; sessionId: string },
): Promise<{ ok: true } | { ok: false; reason: 'wrongPassword' }> {
  if (!(await findByCredentials(desk, desk.worker.account, change.present))) {
    return { ok: false, reason: 'wrongPassword' }
  }
  const passwordHash = await hashPassword(change.next)
  await inTransaction(desk, async (desk) => {
    await updateWorker(desk.db, desk.worker.id, { passwordHash, mustChangePassword: 0 })
    await deleteSessionsOf(desk.db, desk.worker.id, change.sessionId)
    await audit(desk, 'worker.passwordChanged', 'worker', desk.worker.id)
  })
  return { ok: true }
}

/** Closes an account: it is signed out at once, and its past stays readable. */
export const disableWorker = (desk: UnattendedDesk, workerId: number): Promise<void> =>
  inTransaction(desk, async (desk) => {
    await updateWorker(desk.db, workerId, { disabledAt: desk.now })
    await deleteSessionsOf(desk.db, workerId)
    await audit(desk, 'worker.disabled', 'worker', workerId)
  })

export const enableWorker = (desk: UnattendedDesk, workerId: number): Promise<void> =>
  inTransaction(desk, async (desk) => {
    await updateWorker(desk.db, workerId, { disabledAt: null })
    await audit(desk, 'worker.enabled', 'worker', workerId)
  })

/** Gives a role over an area from today on; one that is held already stays as it is. */
export async function grantRole(
  desk: UnattendedDesk,
  grant: { workerId: number; role: Role; areaCode: string | null },
): Promise<{ ok: true } | { ok: false; reason: 'unknownArea' }> {
  if (grant.areaCode !== null && !(await findArea(desk.db, grant.areaCode))) {
    return { ok: false, reason: 'unknownArea' }
  }
  await inTransaction(desk, async (desk) => {
    const held = await listWorkerRoles(desk.db, grant.workerId)
    const holds = held.some(
      ({ role, areaCode, validTo }) =>
        role === grant.role && areaCode === grant.areaCode && validTo === null,
    )
    if (holds) return
    await insertWorkerRole(desk.db, { ...grant, validFrom: desk.today })
    await audit(desk, 'worker.roleGranted', 'worker', grant.workerId, grant)
  })
  return { ok: true }
}

/** Ends a role of this worker from today on; false when it is not theirs, or has ended before. */
export const withdrawRole = (
  desk: UnattendedDesk,
  { workerId, roleId }: { workerId: number; roleId: number },
): Promise<boolean> =>
  inTransaction(desk, async (desk) => {
    const ended = await endWorkerRole(desk.db, { id: roleId, workerId }, desk.today)
    if (ended) await audit(desk, 'worker.roleWithdrawn', 'worker', workerId, { roleId })
    return ended
  })

/** Letters and digits that cannot be mistaken for one another when read aloud. */
const legible = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'

const newOneTimePassword = (): string =>
  Array.from({ length: 12 }, () => legible[randomInt(legible.length)]).join('')

let nobody: Promise<string> | undefined
/** Something to verify against when there is no such account, so that the answer takes as long. */
function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(newOneTimePassword())
  return nobody
}
