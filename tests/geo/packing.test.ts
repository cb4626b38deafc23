import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileGridMap, packedKind, packGridMap, unpackGridMap } from '#geo/locating/grid-map.ts'
import { pack, UnreadablePack, unpack } from '#geo/locating/packing.ts'
import { overlayMaps } from '#geo/overlay/overlay.ts'
import { aDistrict, aGrid, aVillage, borderPlaces, square } from './tessellations.ts'

test('a packed record comes back as it was, arrays and names and all', () => {
  const record = {
    name: '宿迁',
    codes: ['A', 'B'],
    small: Int8Array.of(-1, 1, 0),
    places: Float64Array.of(118.2, -0.5),
    inner: { count: 7, edges: Int32Array.of(), marks: Uint8Array.of(9) },
  }
  expect(unpack('a record', pack('a record', record))).toEqual(record)
})

test('a part of an array is packed, not what lies behind it', () => {
  const whole = Int32Array.of(1, 2, 3, 4, 5)
  const { part } = unpack<{ part: Int32Array }>(
    'part',
    pack('part', { part: whole.subarray(1, 3) }),
  )
  expect([...part]).toEqual([2, 3])
})

test('bytes that lie anywhere in a larger piece can be read', () => {
  const packed = pack('a record', { places: Float64Array.of(1.5) })
  const shifted = new Uint8Array(packed.length + 3)
  shifted.set(packed, 3)
  expect(unpack('a record', shifted.subarray(3))).toEqual({ places: Float64Array.of(1.5) })
})

test('a packed map answers as the one it was made from', () => {
  const grids = [...aVillage(), ...aDistrict(20, 9), aGrid('a', [[square(1, 1, 9)]])]
  const map = compileGridMap(grids)
  const again = unpackGridMap(packGridMap(map))
  expect(again.codes).toEqual(map.codes)
  for (const [x, y] of borderPlaces(grids)) {
    expect(again.locate(x, y)).toBe(map.locate(x, y))
    expect(again.candidates(x, y, 30)).toEqual(map.candidates(x, y, 30))
  }
  expect(overlayMaps(again.edges, map.edges)).toEqual(overlayMaps(map.edges, map.edges))
})

test('whatever single byte is damaged, the map is refused', () => {
  const packed = packGridMap(compileGridMap(aVillage()))
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = packed.slice()
      damaged[place] = (damaged[place] ?? 0) ^ change
      expect(() => unpackGridMap(damaged)).toThrow(UnreadablePack)
    }),
    { numRuns: 200 },
  )
})

test('what is cut off, foreign or of another kind is refused by name', () => {
  const packed = packGridMap(compileGridMap(aVillage()))
  for (const length of [0, 3, 8, 16, packed.length - 8]) {
    expect(() => unpackGridMap(packed.subarray(0, length))).toThrow(UnreadablePack)
  }
  expect(() => unpackGridMap(new TextEncoder().encode('{"type": "FeatureCollection"}…'))).toThrow(
    UnreadablePack,
  )
  expect(() => unpackGridMap(pack('grid map 0', { codes: [] }))).toThrow('grid map 0')
})

test('a map without all of its tables is refused by name, whatever it calls itself', () => {
  const { borders: _, ...tables } = compileGridMap(aVillage()).tables()
  for (const record of [{}, { codes: ['A'] }, tables])
    expect(() => unpackGridMap(pack(packedKind, record))).toThrow(UnreadablePack)
})
