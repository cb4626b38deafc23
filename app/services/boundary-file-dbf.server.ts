import { damaged, FileFault } from './boundary-file-fault.server.ts'
import type { RawValue } from './boundary-file-features.server.ts'

/** The rows of a dBASE table. */
export interface Table {
  readonly rows: number
  /** Null for a row that was deleted. */
  row(index: number): [string, RawValue][] | null
}

interface Field {
  name: string
  type: string
  at: number
  width: number
}

const headerLength = 32
const fieldLength = 32
const endOfFields = 0x0d
const deletedMark = 0x2a

/**
 * Opens a .dbf; text in the encoding that its .cpg states where it can be that, else in UTF-8 or,
 * where it cannot be that, GB 18030 (and so GBK).
 * @throws FileFault when it is damaged or no text at all
 */
export function openTable(bytes: Uint8Array, codePage: string | null): Table {
  if (bytes.length <= headerLength) throw damaged('shapefile')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = view.getUint32(4, true)
  const start = view.getUint16(8, true)
  const width = view.getUint16(10, true)
  if (start > bytes.length || width < 1 || rows > (bytes.length - start) / width)
    throw damaged('shapefile')
  const raw = fieldsOf(bytes.subarray(0, start), width)
  const decode = decoderOf(codePage, () => textsOf(raw))
  const fields = named(raw.map(({ name, ...field }) => ({ ...field, name: decode(name) })))
  return { rows, row }

  function row(index: number): [string, RawValue][] | null {
    const at = start + index * width
    if (bytes[at] === deletedMark) return null
    return fields.map((field) => [field.name, valueAt(at + field.at, field)])
  }

  function valueAt(at: number, { type, width }: Field): RawValue {
    const cell = bytes.subarray(at, at + width)
    switch (type) {
      case 'C':
        return decode(cell).replace(/[\0 ]+$/, '')
      case 'N':
      case 'F':
        return numberIn(asciiOf(cell))
      case 'I':
        return width === 4 ? view.getInt32(at, true) : null
      case 'B':
      case 'O':
        return width === 8 ? finite(view.getFloat64(at, true)) : null
      case 'L':
        return truths[asciiOf(cell)] ?? null
      case 'D':
        return asciiOf(cell).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') || null
      default:
        return null // memos and pictures stand in other files
    }
  }

  function* textsOf(fields: readonly RawField[]): Generator<Uint8Array> {
    for (const { name } of fields) yield name
    const texts = fields.filter(({ type }) => type === 'C')
    for (let index = 0; index < rows; index++) {
      const from = start + index * width
      for (const { at, width } of texts) yield bytes.subarray(from + at, from + at + width)
    }
  }
}

type RawField = Omit<Field, 'name'> & { name: Uint8Array }

function fieldsOf(header: Uint8Array, rowWidth: number): RawField[] {
  const fields: RawField[] = []
  let at = 1 // after the mark of deletion
  for (let from = headerLength; header[from] !== endOfFields; from += fieldLength) {
    if (from + fieldLength > header.length) throw damaged('shapefile')
    const end = header.indexOf(0, from)
    const name = header.subarray(from, end < 0 || end > from + 11 ? from + 11 : end)
    const type = String.fromCharCode(header[from + 11] ?? 0).toUpperCase()
    const width = header[from + 16] ?? 0
    // A text may be longer than a byte can say; the next byte, decimals elsewhere, says the rest.
    const most = type === 'C' ? width + 256 * (header[from + 17] ?? 0) : width
    if (at + most > rowWidth) throw damaged('shapefile')
    fields.push({ name, type, at, width: most })
    at += most
  }
  return fields
}

/** Names cut to ten bytes may be alike; the later ones get a number. */
function named(fields: Field[]): Field[] {
  const taken = new Set<string>()
  return fields.map((field) => {
    const name = field.name.replace(/[\0 \uFFFD]+$/, '')
    let unique = name
    for (let number = 2; taken.has(unique); number++) unique = `${name}_${number}`
    taken.add(unique)
    return { ...field, name: unique }
  })
}

type Decode = (bytes: Uint8Array) => string

function decoderOf(codePage: string | null, texts: () => Iterable<Uint8Array>): Decode {
  const stated = codePage === null ? null : encodingOf(codePage)
  for (const encoding of [stated, 'utf-8', 'gb18030']) {
    if (encoding !== null && areTextsIn(encoding, texts())) return decoderIn(encoding)
  }
  throw new FileFault({ reason: 'unreadableText' })
}

/** Of a .cpg only what Chinese text can be in: single-byte code pages are a tool's default. */
function encodingOf(codePage: string): string | null {
  const name = codePage.replace(/[\0\s]/g, '').toLowerCase()
  if (/^(utf-?8|65001)$/.test(name)) return 'utf-8'
  if (/^((cp|ansi)?936|gbk|gb2312|gb18030|54936|euc-?cn)$/.test(name)) return 'gb18030'
  if (/^((cp|ansi)?950|big5)$/.test(name)) return 'big5'
  return null
}

function areTextsIn(encoding: string, texts: Iterable<Uint8Array>): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (const text of texts) {
    if (!isAscii(text) && !isDecodable(decoder, text)) return false
  }
  return true
}

/** A character of up to four bytes may be cut at the end of a field that is full. */
function isDecodable(decoder: TextDecoder, text: Uint8Array): boolean {
  for (let cut = 0; cut < 4 && cut < text.length; cut++) {
    try {
      decoder.decode(text.subarray(0, text.length - cut))
      return true
    } catch {
      if ((text[text.length - 1 - cut] ?? 0) < 0x40) return false // not within a character
    }
  }
  return false
}

function decoderIn(encoding: string): Decode {
  const decoder = new TextDecoder(encoding)
  return (bytes) =>
    isAscii(bytes) ? asciiOf(bytes) : decoder.decode(bytes).replace(/\uFFFD+$/, '')
}

const isAscii = (bytes: Uint8Array) => bytes.every((byte) => byte < 0x80)

const asciiOf = (bytes: Uint8Array) =>
  String.fromCharCode(...bytes)
    .replace(/[\0 ]+$/, '')
    .trimStart()

const truths: Record<string, boolean | undefined> = {
  T: true,
  t: true,
  Y: true,
  y: true,
  F: false,
  f: false,
  N: false,
  n: false,
}

/** Whole numbers that a double would round stay as their digits; stars are what did not fit. */
function numberIn(text: string): RawValue {
  if (!/\d/.test(text)) return null
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number
}

const finite = (number: number): RawValue => (Number.isFinite(number) ? number : null)
