import { expect, test } from 'vitest'
import { drillInto } from '~/domain/area-drill.ts'
import {
  colouringLetter,
  colourOfLetter,
  gridAddress,
  mapAddress,
  mapFilterOf,
  toggled,
} from '~/domain/map-filter.ts'

const filterOf = (address: string) => mapFilterOf(new URL(address, 'http://site').searchParams)

test('an address says the same after it was read and written again', () => {
  const address =
    '/map?layer=governance&month=2026-10&on=2026-06-30&colour=red,grey&area=321302&sort=score&order=reversed&page=3&view=list'
  expect(mapAddress(filterOf(address))).toBe(address)
})

test('what an address gets wrong is left out', () => {
  expect(
    filterOf('/map?layer=moon&month=2026-13&on=2026-06-31&colour=pink&sort=luck&page=0&view=both'),
  ).toEqual(filterOf('/map?layer=police'))
})

test('a grid opened from the map keeps the month and the boundaries shown', () => {
  const grid = { layer: 'police', code: 'P 1' } as const
  expect(gridAddress(grid, { month: '2026-10', boundariesOn: '2026-06-30' })).toBe(
    '/grids/police/P%201?month=2026-10&on=2026-06-30',
  )
  expect(gridAddress(grid, { month: '2026-10', boundariesOn: null })).toBe(
    '/grids/police/P%201?month=2026-10',
  )
})

test('another filter starts at page 1, another page or view does not', () => {
  const filter = filterOf('/map?layer=police&page=4')
  expect(mapAddress(filter, { colours: ['red'] })).toBe('/map?layer=police&colour=red')
  expect(mapAddress(filter, { view: 'list' })).toBe('/map?layer=police&page=4&view=list')
  expect(mapAddress(filter, { page: 5 })).toBe('/map?layer=police&page=5')
})

test('a colour is switched on beside the others, and off again', () => {
  expect(toggled(['yellow'], 'red')).toEqual(['red', 'yellow'])
  expect(toggled(['red', 'yellow'], 'red')).toEqual(['yellow'])
})

test('a letter tells the colour, small where it is filtered out, a dot outside the area', () => {
  const seen = { inArea: true, inColours: true }
  expect(colouringLetter('grey', seen)).toBe('N')
  expect(colouringLetter('red', { ...seen, inColours: false })).toBe('r')
  expect(colouringLetter('red', { ...seen, inArea: false })).toBe('.')
  expect(colourOfLetter('r')).toBe('red')
  expect(colourOfLetter('.')).toBeNull()
})

const tree = [
  { code: '1', name: '市', path: '/1/', parentCode: null },
  { code: '11', name: '东区', path: '/1/11/', parentCode: '1' },
  { code: '111', name: '东镇', path: '/1/11/111/', parentCode: '11' },
  { code: '12', name: '西区', path: '/1/12/', parentCode: '1' },
  { code: '121', name: '西镇', path: '/1/12/121/', parentCode: '12' },
  { code: '13', name: '空区', path: '/1/13/', parentCode: '1' },
]
const grids = [
  { path: '/1/11/111/', colour: 'red' },
  { path: '/1/11/', colour: 'green' },
  { path: '/1/12/121/', colour: 'yellow' },
] as const

test('the drill-down starts at the one root and lists what has grids below it', () => {
  expect(drillInto(tree, ['/'], null, grids)).toEqual({
    crumbs: [{ code: null, name: '市' }],
    below: [
      { code: '11', name: '东区', red: 1, yellow: 0, grids: 2 },
      { code: '12', name: '西区', red: 0, yellow: 1, grids: 1 },
    ],
  })
})

test('the way down ends at the chosen area', () => {
  const drill = drillInto(tree, ['/'], '/1/11/', grids)
  expect(drill.crumbs.map(({ name }) => name)).toEqual(['市', '东区'])
  expect(drill.below.map(({ name }) => name)).toEqual(['东镇'])
})

test('who reaches one township starts there, who reaches two chooses among them', () => {
  expect(drillInto(tree, ['/1/11/111/'], null, grids).crumbs).toEqual([
    { code: null, name: '东镇' },
  ])
  const two = drillInto(tree, ['/1/11/111/', '/1/12/121/'], null, grids)
  expect(two.crumbs).toEqual([{ code: null, name: '我的辖区' }])
  expect(two.below.map(({ name }) => name)).toEqual(['东镇', '西镇'])
  expect(drillInto(tree, ['/1/11/', '/1/12/'], '/1/12/121/', grids).crumbs).toEqual([
    { code: null, name: '我的辖区' },
    { code: '12', name: '西区' },
    { code: '121', name: '西镇' },
  ])
})
