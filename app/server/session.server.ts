import { createHash, randomBytes } from 'node:crypto'
import { createCookie } from '@remix-run/node'
import type { Database } from '#db/connect.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  findSession,
  insertSession,
  touchSession,
} from '#db/sessions.ts'
import { listScopes } from '#db/workers.ts'
import type { Day, Instant } from '../domain/day.ts'
import type { Worker } from '../domain/permissions.ts'

/** GB/T 22239-2019 identity control, as assessors read it: idle sessions end after 30 minutes. */
const idleMinutes = 30
/** A working day: nobody stays signed in longer than this, however busy. */
const absoluteHours = 12

export interface SignedIn {
  sessionId: string
  worker: Worker
}

/** The cookie holds a random token and nothing else; the database knows only its hash. */
export const sessionCookie = (secure: boolean) =>
  createCookie(secure ? '__Host-hege' : 'hege', {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: absoluteHours * 3600,
  })

/** Opens a session and answers its token; old ones of everybody are swept out on the way. */
export async function openSession(db: Database, workerId: number, now: Instant): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await deleteExpiredSessions(db, { seenAt: minutesBefore(now, idleMinutes), now })
  await insertSession(db, {
    id: hashOf(token),
    workerId,
    createdAt: now,
    seenAt: now,
    expiresAt: minutesBefore(now, -absoluteHours * 60),
  })
  return token
}

export const closeSession = (db: Database, sessionId: string) => deleteSession(db, sessionId)

/** Who holds this token: rights are read anew each time, so that a change works at once. */
export async function findSignedIn(
  db: Database,
  token: string,
  { now, today }: { now: Instant; today: Day },
): Promise<SignedIn | null> {
  const session = await findSession(db, hashOf(token))
  if (!session || session.expiresAt <= now) return null
  if (session.seenAt < minutesBefore(now, idleMinutes)) return null
  if (session.seenAt < minutesBefore(now, 1)) await touchSession(db, session.id, now)
  return {
    sessionId: session.id,
    worker: {
      id: session.workerId,
      account: session.account,
      name: session.name,
      unit: session.unit,
      mustChangePassword: session.mustChangePassword === 1,
      scopes: await listScopes(db, session.workerId, today),
    },
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const minutesBefore = (now: Instant, minutes: number): Instant =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString()
