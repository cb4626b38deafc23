import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string | Uint8Array
  content: Uint8Array | string
  /** What the archive says of it, where that is not so. */
  claims?: { size?: number; crc?: number; flags?: number; mode?: number }
  /** Compressed already; else it is deflated here. */
  packed?: Uint8Array
}

/** A zip archive (PKWARE APPNOTE 6.3): local headers, central directory, end. */
export function zipOf(entries: readonly ZipEntry[], claims: { entries?: number } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims = {}, packed } of entries) {
    const raw = Buffer.from(content as string)
    const deflated = packed ?? deflateRawSync(raw)
    const path = Buffer.from(name as string)
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(claims.flags ?? 0, 2)
    fixed.writeUInt16LE(8, 4)
    fixed.writeUInt32LE(claims.crc ?? crc32(raw), 10)
    fixed.writeUInt32LE(deflated.length, 14)
    fixed.writeUInt32LE(claims.size ?? raw.length, 18)
    fixed.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fixed, path, deflated])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((claims.mode ?? 0o100644) * 0x10000) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), fixed, rest, path]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(claims.entries ?? entries.length, 4)
  end.writeUInt16LE(claims.entries ?? entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end])
}
