import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isPostgresUrl, sqliteFile } from '#db/connect.ts'

/**
 * The 32-byte key that seals personal fields: `HEGE_KEY` (64 hex digits) where the operator keeps
 * it elsewhere, else a file beside the database that only its owner may read, made at first use.
 * A backup without the key restores everything but the sealed fields: keep both, apart.
 */
export function loadSealingKey(databaseUrl: string): Buffer {
  const stated = process.env.HEGE_KEY
  if (stated !== undefined) return keyFrom(stated, 'HEGE_KEY')
  const file = isPostgresUrl(databaseUrl) ? 'data/hege.key' : `${sqliteFile(databaseUrl)}.key`
  if (existsSync(file)) return keyFrom(readFileSync(file, 'utf8').trim(), file)
  const key = randomBytes(32)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return key
}

function keyFrom(text: string, where: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`${where} must hold 64 hex digits`)
  return Buffer.from(text, 'hex')
}
