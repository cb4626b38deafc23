import { expect, test } from 'vitest'
import { fateOf, type GridFate, PassageTally } from '~/domain/boundary-changes.ts'

const fates: [
  string,
  [string, number][],
  { added?: string[]; givers?: [string, number][] },
  GridFate,
][] = [
  ['its ground goes nowhere', [], {}, 'ended'],
  ['only a wobble of it is taken', [['B', 0.004]], {}, 'ended'],
  [
    'a new grid takes part',
    [
      ['A', 0.6],
      ['B', 0.4],
    ],
    { added: ['B'] },
    'split',
  ],
  [
    'it ends among its neighbours',
    [
      ['B', 0.6],
      ['C', 0.4],
    ],
    {},
    'split',
  ],
  [
    'its neighbour takes a strip',
    [
      ['A', 0.9],
      ['B', 0.1],
    ],
    { givers: [['A', 1]] },
    'redrawn',
  ],
  ['it ends in a grid of several', [['B', 1]], { givers: [['B', 2]] }, 'merged'],
  ['it takes another in', [['A', 1]], { givers: [['A', 2]] }, 'merged'],
  ['it gets another code', [['B', 1]], { added: ['B'], givers: [['B', 1]] }, 'redrawn'],
]

test.each(fates)('of a grid A: %s', (_, to, { added = [], givers = [] }, fate) => {
  const shares = to.map(([code, share]) => ({ code, share }))
  const counts = new Map(givers)
  const found = fateOf(
    'A',
    shares,
    (code) => added.includes(code),
    (code) => counts.get(code) ?? 0,
  )
  expect(found).toBe(fate)
})

test('what passes between grids is added up by pair, the largest first, and cut to a list', () => {
  const tally = new PassageTally()
  tally.add('A', 'B')
  tally.add(null, 'B', 3)
  tally.add('A', 'B')
  expect(tally.summary()).toEqual({
    total: 5,
    pairs: [
      { from: null, to: 'B', count: 3 },
      { from: 'A', to: 'B', count: 2 },
    ],
    pairTotal: 2,
  })
  for (let grid = 0; grid < 300; grid++) tally.add('A', `C${grid}`)
  const { pairs, pairTotal, total } = tally.summary()
  expect([pairs.length, pairTotal, total]).toEqual([200, 302, 305])
})
