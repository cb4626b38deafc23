import type { Instant } from '../domain/day.ts'

export type BackupRefusal =
  | { reason: 'fileExists'; file: string }
  | { reason: 'noFolder'; folder: string }
  | { reason: 'noFile'; file: string }
  | { reason: 'noManifest'; file: string }
  | { reason: 'wrongChecksum'; file: string }
  /** It opens, and something in it is not right. */
  | { reason: 'notWhole'; file: string; detail: string }
  | { reason: 'newerRelease'; migration: string }
  | { reason: 'notEmpty' }
  | { reason: 'inUse' }
  | { reason: 'noProgram'; program: string }
  | { reason: 'programFailed'; program: string; detail: string }

export type Refused = { ok: false } & BackupRefusal
export type BackedUp = { ok: true; file: string; sha256: string } | Refused
export type Restored =
  /** `snapshot` is where the database that was there went; `behind` still needs its migrations. */
  { ok: true; rows: number; behind: boolean; snapshot: string | null } | Refused

/** `data/hege.db.before-migration-20261122T093000Z` */
export const snapshotName = (base: string, occasion: string, now: Instant): string =>
  `${base}.before-${occasion}-${now.replace(/[-:]|\.\d+/g, '')}`
