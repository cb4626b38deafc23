import { expect, test } from 'vitest'
import type { DefectKind } from '#geo/examining/defects.ts'
import { badFiles, goodFiles } from './bad-files/files.ts'
import { examine, lineOf } from './bad-files/report.ts'
import { reports } from './bad-files/reports.ts'

test.each(Object.keys(badFiles))('a bad file is told exactly: %s', (name) => {
  const file = badFiles[name]
  if (!file) throw new Error(name)
  const { defects, counts } = examine(file)
  expect(defects.map(lineOf)).toEqual(reports[name])
  const kind = name.slice(0, name.indexOf(':')) as DefectKind
  expect(counts[kind]).toBeGreaterThan(0)
})

test('there are three bad files at least for each kind of defect', () => {
  const kinds: Record<DefectKind, number> = {
    unclosed: 0,
    'repeated-vertex': 0,
    'self-crossing': 0,
    'self-touching': 0,
    spike: 0,
    'zero-area': 0,
    winding: 0,
    'not-a-number': 0,
    'out-of-range': 0,
    'swapped-axes': 0,
    'shifted-datum': 0,
    overlap: 0,
    'overlap-sliver': 0,
    gap: 0,
    'gap-sliver': 0,
    'unshared-border': 0,
    'missing-code': 0,
    'unusable-code': 0,
    'duplicate-code': 0,
    'spread-rows': 0,
    'no-polygon': 0,
    'misplaced-ring': 0,
    'tangled-ring': 0,
    'unconfirmed-datum': 0,
  }
  for (const name of Object.keys(badFiles)) kinds[name.slice(0, name.indexOf(':')) as DefectKind]++
  for (const [kind, files] of Object.entries(kinds))
    expect([kind, files >= 3]).toEqual([kind, true])
})

test.each(Object.keys(goodFiles))('nothing but remarks is said of %s', (name) => {
  const file = goodFiles[name]
  if (!file) throw new Error(name)
  const examined = examine(file)
  expect(examined.ok).toBe(true)
  expect(examined.defects.filter(({ quiet }) => !quiet)).toEqual([])
})

test('outlines are closed, hold the place and have two hundred points at most', () => {
  for (const file of Object.values(badFiles)) {
    for (const { outline } of examine(file).defects) {
      if (!outline) continue
      expect(outline.flat().length).toBeLessThanOrEqual(200)
      for (const ring of outline) expect(ring.at(-1)).toEqual(ring[0])
    }
  }
})
