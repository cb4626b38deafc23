/** The typed arrays a packed record may hold. */
const arrayTypes = {
  Int8Array,
  Uint8Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const
type ArrayName = keyof typeof arrayTypes
type TypedArray = InstanceType<(typeof arrayTypes)[ArrayName]>

/** The bytes are not what was asked for: another kind, an older form, cut off or damaged. */
export class UnreadablePack extends Error {
  override readonly name = 'UnreadablePack'
}

/** `hege` as the processor reads it, which also tells machines of the other byte order apart. */
const magic = 0x65676568
const headWords = 4
/** Every array starts at a multiple of this, so that it may be used where it lies. */
const alignment = 8

/**
 * Puts a record of typed arrays, numbers, strings, lists of strings and further such records into
 * one piece of bytes:
 *
 *     magic │ checksum of all that follows │ length of the header │ 0 │ header │ array │ array …
 *
 * The header is the record as JSON, with `{ type, at, length }` in place of each array.
 * @param kind what it is and in which form; the same one is needed to take it apart
 */
export function pack(kind: string, record: object): Uint8Array {
  const arrays: { array: TypedArray; at: number }[] = []
  let end = 0
  const header = new TextEncoder().encode(JSON.stringify({ kind, record: described(record) }))
  const start = aligned(4 * headWords + header.length)
  const bytes = new Uint8Array(aligned(start + end))
  bytes.set(header, 4 * headWords)
  for (const { array, at } of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at)
  }
  const words = new Uint32Array(bytes.buffer)
  words[0] = magic
  words[2] = header.length
  words[1] = checksumOf(words)
  return bytes

  function described(record: object): object {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]: [string, unknown]) => [name, describe(value)]),
    )
  }

  function describe(value: unknown): unknown {
    if (ArrayBuffer.isView(value)) {
      const array = value as TypedArray
      const at = end
      arrays.push({ array, at })
      end = aligned(end + array.byteLength)
      return { type: array.constructor.name, at, length: array.length }
    }
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? described(value)
      : value
  }
}

/**
 * Takes a record apart again. Its arrays are views of the bytes, which must not change afterwards;
 * bytes that do not lie on a multiple of eight are copied first.
 * @returns what was packed under this kind: the checksum vouches for its shape
 * @throws UnreadablePack
 */
export function unpack<Packed extends object>(kind: string, bytes: Uint8Array): Packed {
  if (bytes.length < 4 * headWords || bytes.length % alignment !== 0)
    throw new UnreadablePack(
      `expected a packed ${kind}, got ${bytes.length} bytes of something else`,
    )
  const { buffer, byteOffset } = bytes.byteOffset % alignment === 0 ? bytes : bytes.slice()
  const words = new Uint32Array(buffer, byteOffset, bytes.length / 4)
  if (words[0] !== magic) throw new UnreadablePack(`expected a packed ${kind}, got something else`)
  if (words[1] !== checksumOf(words)) throw new UnreadablePack(`the packed ${kind} is damaged`)
  const headerLength = words[2]!
  const header = new Uint8Array(buffer, byteOffset + 4 * headWords, headerLength)
  const { kind: found, record } = JSON.parse(new TextDecoder().decode(header)) as Header
  if (found !== kind) throw new UnreadablePack(`expected a packed ${kind}, got a packed ${found}`)
  const start = byteOffset + aligned(4 * headWords + headerLength)
  return revived(record) as Packed

  function revived(record: object): object {
    return Object.fromEntries(
      Object.entries(record).map(([name, value]: [string, unknown]) => [name, revive(value)]),
    )
  }

  function revive(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    if (!isArrayPlace(value)) return revived(value)
    return new arrayTypes[value.type](buffer as ArrayBuffer, start + value.at, value.length)
  }
}

interface Header {
  kind: string
  record: object
}

interface ArrayPlace {
  type: ArrayName
  at: number
  length: number
}

const isArrayPlace = (value: object): value is ArrayPlace =>
  'type' in value && typeof value.type === 'string' && value.type in arrayTypes

const aligned = (length: number) => Math.ceil(length / alignment) * alignment

/**
 * Of everything after the checksum, in two lanes at once. Each step is one-to-one in what came
 * before, so no change of a single word goes unnoticed.
 */
function checksumOf(words: Uint32Array): number {
  let even = 0x9e3779b1
  let odd = 0x85ebca6b
  for (let i = 2; i < words.length; i += 2) {
    even = Math.imul(even ^ words[i]!, 0xc2b2ae35)
    even ^= even >>> 15
    odd = Math.imul(odd ^ words[i + 1]!, 0x27d4eb2f)
    odd ^= odd >>> 15
  }
  return (even ^ Math.imul(odd, 0x165667b1)) >>> 0
}
