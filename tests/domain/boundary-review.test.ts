import { expect, test } from 'vitest'
import type { BoundaryDefect } from '~/domain/boundary-defects.ts'
import { type Mended, mendReport, offerMends } from '~/domain/boundary-mends.ts'
import {
  defectsPerPage,
  handlingOf,
  reviewAddress,
  reviewOf,
  reviewQueryOf,
} from '~/domain/boundary-review.ts'
import { shownMends } from '~/domain/mend-pictures.ts'

const aDefect = (fields: Partial<BoundaryDefect>): BoundaryDefect => ({
  kind: 'overlap',
  severity: 'noted',
  line: 2,
  feature: 1,
  ...fields,
})

const all = { kind: null, page: 1, isAfter: false }

test('what leaves a grid out is graver than what is to be checked, than what reading sets right, than a remark', () => {
  expect(handlingOf(aDefect({ kind: 'zero-area', severity: 'skipped' }))).toBe('skipped')
  expect(handlingOf(aDefect({ kind: 'zero-area' }))).toBe('done')
  expect(handlingOf(aDefect({ kind: 'gap' }))).toBe('check')
  expect(handlingOf(aDefect({ kind: 'gap', quiet: true }))).toBe('remark')
  expect(handlingOf(aDefect({ kind: 'winding', quiet: true }))).toBe('done')
})

test('the gravest are numbered first, and the map has every number that has a place', () => {
  const review = reviewOf(
    {
      defects: [
        aDefect({ kind: 'winding', quiet: true }),
        aDefect({ kind: 'overlap', lon: 118.2, lat: 33.9 }),
        aDefect({ kind: 'missing-code', severity: 'skipped', lon: 118.3, lat: 33.8 }),
      ],
      counts: { winding: 1, overlap: 1, 'missing-code': 1 },
      total: 3,
    },
    all,
  )
  expect(review.rows.map(({ number, defect }) => [number, defect.kind])).toEqual([
    [1, 'missing-code'],
    [2, 'overlap'],
    [3, 'winding'],
  ])
  expect(review.kinds.map(({ kind }) => kind)).toEqual(['missing-code', 'overlap', 'winding'])
  expect(review.spots).toEqual([
    [1, 'skipped', 118.3, 33.8],
    [2, 'check', 118.2, 33.9],
  ])
})

test('a kind is as grave as its gravest case, and counted in full where few of it are listed', () => {
  const { kinds, total, listed } = reviewOf(
    {
      defects: [aDefect({ kind: 'gap', quiet: true }), aDefect({ kind: 'gap' })],
      counts: { gap: 4000 },
      total: 4000,
    },
    { ...all, kind: 'gap' },
  )
  expect(kinds).toEqual([{ kind: 'gap', count: 4000, handling: 'check' }])
  expect([total, listed]).toEqual([4000, 2])
})

test('pages follow each other without a gap, and keep their numbers', () => {
  const defects = Array.from({ length: defectsPerPage + 5 }, (_, index) =>
    aDefect({ feature: index + 1 }),
  )
  const kept = { defects, counts: { overlap: defects.length }, total: defects.length }
  const second = reviewOf(kept, { ...all, page: 2 })
  expect(second.rows.map(({ number }) => number)).toEqual([31, 32, 33, 34, 35])
  expect(second.spots).toEqual([])
  expect(reviewOf(kept, { ...all, page: 9 }).rows).toEqual([])
})

test('the examination after the mends is shown where there is one, else the one before', () => {
  const before = { defects: [aDefect({})], counts: { overlap: 1 }, total: 1 } as const
  const after = { defects: [], counts: {}, total: 0 }
  const query = { ...all, isAfter: true }
  const mended = reviewOf({ ...before, defects: [...before.defects], after }, query)
  expect(mended.totals).toEqual({ before: 1, after: 0 })
  expect(mended.rows).toEqual([])
  const unmended = reviewOf({ ...before, defects: [...before.defects] }, query)
  expect(unmended.query.isAfter).toBe(false)
  expect(unmended.rows).toHaveLength(1)
})

test('the address of a list says all of it, and nonsense in it is left out', () => {
  const query = { kind: 'gap', page: 3, isAfter: true } as const
  expect(reviewQueryOf(new URLSearchParams(reviewAddress(query)))).toEqual(query)
  const nonsense = new URLSearchParams('kind=drop&page=-1&state=now')
  expect(reviewQueryOf(nonsense)).toEqual(all)
})

test('a mend is offered with its places and the ground it is about', () => {
  const offers = offerMends([
    aDefect({ kind: 'gap-sliver', mend: 'gaps', areaM2: 10 }),
    aDefect({ kind: 'gap-sliver', mend: 'gaps', areaM2: 2.5 }),
    aDefect({ kind: 'spike', mend: 'spikes', metres: 40 }),
    aDefect({}),
  ])
  expect(offers).toEqual([
    { mend: 'spikes', places: 1, areaM2: 0 },
    { mend: 'gaps', places: 2, areaM2: 12.5 },
  ])
})

test('a handful of pictures is shown for each mend, and all of the one that is opened', () => {
  const change = (index: number): Mended => ({
    mend: 'gaps',
    code: `G${index % 3}`,
    areaM2: index,
    lon: 118,
    lat: 33,
    before: index === 0 ? [] : [[[118, 33]]],
    after: [],
  })
  const report = mendReport(
    Array.from({ length: 7 }, (_, index) => change(index)),
    [],
  )
  const shown = shownMends(report, null)
  expect(shown.mends).toMatchObject([{ mend: 'gaps', grids: 3, areaM2: 21, drawn: 6 }])
  expect(shown.mends[0]?.pictures.map(({ areaM2 }) => areaM2)).toEqual([6, 5, 4, 3])
  expect(shownMends(report, 'gaps').mends[0]?.pictures).toHaveLength(6)
  expect(shownMends(report, 'spikes').mends[0]?.pictures).toHaveLength(4)
  expect(shown.moved).toEqual([
    ['G0', 9],
    ['G2', 7],
    ['G1', 5],
  ])
})
