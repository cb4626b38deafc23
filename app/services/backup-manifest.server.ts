import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** Where the SHA-256 of a backup stands. */
export const manifestOf = (file: string): string => `${file}.sha256`

/**
 * Gives a finished copy its name and its manifest, in an order in which a power cut leaves at worst
 * a manifest without a file. Answers the SHA-256.
 */
export async function publish(temporary: string, file: string): Promise<string> {
  syncFile(temporary)
  const sha256 = await checksumOf(temporary)
  const manifest = manifestOf(file)
  writeFileSync(manifest, `${sha256}  ${basename(file)}\n`, { flag: 'wx' })
  syncFile(manifest)
  renameSync(temporary, file)
  syncFile(dirname(resolve(file)))
  return sha256
}

/** Is the file what its manifest says? null when there is no manifest to ask. */
export async function checksumMatches(file: string): Promise<boolean | null> {
  const manifest = manifestOf(file)
  if (!existsSync(manifest)) return null
  const [stated] = readFileSync(manifest, 'utf8').split(/\s/)
  return stated === (await checksumOf(file))
}

/** Brings a file, or the names in a folder, to the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece)
  return hash.digest('hex')
}
