import { crc32 } from 'node:zlib'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import type { ArchiveFault } from '../domain/import-problems.ts'
import { damaged, FileFault } from './boundary-file-fault.server.ts'

/** A file in an archive that may be unpacked. */
export interface PackedFile {
  /** With its folders, `/` between them. */
  readonly path: string
  /** @throws FileFault when it is not what the archive says of it */
  unpack(): Promise<Uint8Array>
}

/** A shapefile has about ten files; the archive of a county's department some hundred. */
const mostEntries = 1000
/** As much as a shapefile of ten million vertices has. */
const mostBytes = 256 * 1024 * 1024
/** Tables of blanks shrink a thousandfold, so small files may; nothing large that is honest does. */
const innocentBytes = 64 * 1024 * 1024
const mostShrinking = 100

const archiveName = /\.(zip|kmz|7z|rar|gz|tgz|bz2|xz|tar)$/i

/**
 * Looks into an archive without unpacking anything, and refuses what nobody honest packs.
 * @throws FileFault
 */
export async function listPacked(bytes: Uint8Array): Promise<PackedFile[]> {
  const zip = await openZip(bytes)
  if (zip.entryCount > mostEntries) throw unsafe('tooMany', `${zip.entryCount} 个`)
  const files: PackedFile[] = []
  let total = 0
  let packed = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const path = pathOf(entry)
      total += entry.uncompressedSize
      packed += entry.compressedSize
      checkEntry(entry, path)
      if (total > mostBytes * 2 || shrinksTooMuch(total, packed)) throw unsafe('tooLarge', path)
      const name = path.split('/').at(-1) ?? ''
      if (name === '' || name.startsWith('.') || /(^|\/)__MACOSX\//.test(path)) continue
      if (archiveName.test(name)) throw unsafe('nested', path)
      files.push({ path, unpack: () => unpack(zip, entry) })
    }
  } catch (error) {
    throw error instanceof FileFault ? error : damaged('zip')
  }
  return files
}

async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false })
  } catch {
    throw damaged('zip')
  }
}

function checkEntry(entry: Entry, path: string): void {
  const { uncompressedSize, compressedSize, externalFileAttributes } = entry
  if (/^([/\\]|[a-z]:)/i.test(path) || path.split('/').includes('..'))
    throw unsafe('unsafeName', path)
  const kindOfUnix = (externalFileAttributes >>> 16) & 0xf000
  if (kindOfUnix === 0xa000) throw unsafe('link', path)
  if (entry.isEncrypted()) throw unsafe('encrypted', path)
  if (uncompressedSize > mostBytes || shrinksTooMuch(uncompressedSize, compressedSize))
    throw unsafe('tooLarge', path)
}

const shrinksTooMuch = (size: number, packed: number) =>
  size > innocentBytes && size > packed * mostShrinking

/** Names are UTF-8 where the archive says so or where they can be; those of Chinese Windows are GBK. */
function pathOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw).replaceAll('\\', '/')
  } catch {
    return new TextDecoder('gb18030').decode(raw).replaceAll('\\', '/')
  }
}

/** The sizes were checked; a file that holds more or less than it says ends with an error. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  try {
    const bytes = Buffer.allocUnsafeSlow(entry.uncompressedSize)
    let at = 0
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      at += (piece as Buffer).copy(bytes, at)
    }
    if (at !== bytes.length || crc32(bytes) !== entry.crc32) throw damaged('zip')
    return bytes
  } catch {
    throw damaged('zip')
  }
}

const unsafe = (cause: ArchiveFault, name: string) =>
  new FileFault({ reason: 'unsafeArchive', cause, name: name.slice(0, 80) })
