import { expect, test } from 'vitest'
import {
  type BoundaryDefect,
  boundaryDefectKinds,
  boundaryDefectText,
} from '~/domain/boundary-defects.ts'

const place = { line: 12, feature: 3, ring: 1, vertex: 5, lon: 118.1234561, lat: 33.1 }

test('a defect names its feature, ring, vertex and place, what it means and what mends it', () => {
  const spike = { ...place, kind: 'spike', severity: 'noted', code: 'Q-1' } as const
  expect(boundaryDefectText({ ...spike, metres: 12.4, mend: 'spikes' })).toBe(
    '第 12 行（第 3 个要素，网格 Q-1）第 1 圈第 5 点（118.123456, 33.100000）：边界上有一根 12 米长的尖刺；可以选“去掉尖刺”',
  )
})

test('a grid whose parts lie over each other is not told of a neighbour of its own name', () => {
  const twice = { kind: 'overlap', severity: 'noted', line: 3, feature: 2 } as const
  expect(boundaryDefectText({ ...twice, code: 'A', other: 'A' })).toBe(
    '第 3 行（第 2 个要素，网格 A）：这个网格的几部分互相重叠，重叠处只算一次；请核对是不是重复画了',
  )
})

test('a defect between grids names the other one and the ground, however little', () => {
  const { ring: _, vertex: __, ...between } = place
  const overlap = { ...between, kind: 'overlap', severity: 'noted', other: 'B' } as const
  expect(boundaryDefectText({ ...overlap, areaM2: 0.001 })).toBe(
    '第 12 行（第 3 个要素）（118.123456, 33.100000）：与网格 B 重叠 0.01 平方米，重叠处的事件归代码小的网格；请核对归谁',
  )
})

test('every kind has a sentence of its own, with and without its figures', () => {
  const texts = boundaryDefectKinds.map((kind) => {
    const bare: BoundaryDefect = { kind, severity: 'skipped', line: 1, feature: 1 }
    const full: BoundaryDefect = { ...bare, ...place, code: 'A', other: 'B', areaM2: 3, metres: 4 }
    return [boundaryDefectText(bare), boundaryDefectText(full)]
  })
  expect(new Set(texts.flat()).size).toBe(boundaryDefectKinds.length * 2)
  for (const [, full = ''] of texts) expect(full).not.toMatch(/undefined|NaN/)
})
