import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Explanation } from '~/domain/grading-explanation.ts'
import { mapFilterOf } from '~/domain/map-filter.ts'
import { AreaCrumbs } from '~/ui/area-crumbs.tsx'
import { GridRanking } from '~/ui/grid-ranking.tsx'
import { GridReasons } from '~/ui/grid-reasons.tsx'
import { GridRule } from '~/ui/grid-rule.tsx'
import { GridSvgMap } from '~/ui/grid-svg-map.tsx'
import { MapBar } from '~/ui/map-bar.tsx'
import { MapLegend } from '~/ui/map-legend.tsx'
import { hashOfPlace, placeOfHash } from '~/ui/map-place.ts'
import { drawSymbols, styleOf } from '~/ui/map-style.ts'
import { TrendChart } from '~/ui/trend-chart.tsx'
import { show } from './pieces.tsx'

const filterOf = (search: string) => mapFilterOf(new URLSearchParams(search))

test('the legend counts each colour by symbol and word, and switches it', async () => {
  const counts = { red: 60, yellow: 196, green: 809, grey: 0 }
  show(<MapLegend filter={filterOf('colour=red')} counts={counts} />)
  const legend = await screen.findByRole('navigation', { name: /图例/ })
  const [red, yellow, green] = within(legend).getAllByRole('link')
  expect(red).toHaveTextContent('■ 红 60（已选，点按取消）')
  expect(red).toHaveAttribute('href', '/map?layer=police')
  expect(yellow).toHaveTextContent('▲ 黄 196')
  expect(yellow).toHaveAttribute('href', '/map?layer=police&colour=red,yellow')
  expect(green).toHaveTextContent('● 绿 809')
  expect(within(legend).getByRole('link', { name: '显示全部' })).toBeInTheDocument()
})

test('the month goes back and forth, but not into the future', async () => {
  const filter = filterOf('month=2026-11&colour=red')
  show(<MapBar filter={filter} month="2026-11" running="2026-11" />)
  expect(await screen.findByRole('link', { name: '上一月' })).toHaveAttribute(
    'href',
    '/map?layer=police&month=2026-10&colour=red',
  )
  expect(screen.queryByRole('link', { name: '下一月' })).not.toBeInTheDocument()
  expect(screen.getByRole('combobox', { name: '月份' })).toHaveDisplayValue('2026年11月')
  expect(screen.getByRole('link', { name: '综治网格' })).toHaveAttribute(
    'href',
    '/map?layer=governance&month=2026-11&colour=red',
  )
})

test('the areas below lead down, with their red grids in words', async () => {
  const drill = {
    crumbs: [
      { code: null, name: '宿迁市' },
      { code: '321302', name: '宿城区' },
    ],
    below: [{ code: '321302001', name: '双庄街道', red: 3, yellow: 0, grids: 9 }],
  }
  show(<AreaCrumbs filter={filterOf('area=321302')} drill={drill} />)
  expect(await screen.findByRole('link', { name: '宿迁市' })).toHaveAttribute(
    'href',
    '/map?layer=police',
  )
  expect(screen.getByText('宿城区')).toHaveAttribute('aria-current', 'page')
  expect(screen.getByRole('link', { name: '双庄街道 ■红3' })).toHaveAttribute(
    'href',
    '/map?layer=police&area=321302001',
  )
})

test('the list says everything the map does, and sorts by any column', async () => {
  const row = {
    code: 'P/1',
    name: '东村警格',
    areaName: '双庄街道',
    colour: 'red',
    score: 12.3456,
    rank: 1,
    incidents: 6,
    incidentsBefore: 4,
  } as const
  const filter = filterOf('sort=score&month=2026-10')
  show(<GridRanking filter={filter} month="2026-10" rows={[row]} matching={1} rowsPerPage={50} />)
  expect(await screen.findByRole('link', { name: '东村警格' })).toHaveAttribute(
    'href',
    '/grids/police/P%2F1?month=2026-10',
  )
  const cells = screen.getAllByRole('cell').map(({ textContent }) => textContent)
  expect(cells).toEqual(['1', '东村警格P/1', '■ 红 12.35', '6', '上升50.00%上月4', '双庄街道'])
  const score = screen.getByRole('columnheader', { name: /得分/ })
  expect(score).toHaveAttribute('aria-sort', 'descending')
  expect(within(score).getByRole('link')).toHaveAttribute(
    'href',
    '/map?layer=police&month=2026-10&sort=score&order=reversed',
  )
  expect(screen.getByRole('columnheader', { name: '名次' })).not.toHaveAttribute('aria-sort')
})

test('an empty list says what to do next', async () => {
  show(
    <GridRanking filter={filterOf('')} month="2026-10" rows={[]} matching={0} rowsPerPage={50} />,
  )
  expect(await screen.findByText(/显示全部/)).toBeInTheDocument()
})

test('the reasons add up to the score and lead to what they count', async () => {
  const line = { incident: null, weight: 2, on: null, categoryLabel: null, incidentId: null }
  show(
    <GridReasons
      colour="red"
      score={11}
      contributions={[
        {
          rule: 'incident',
          incident: 'JQ1',
          on: '2026-10-31',
          categoryLabel: '群体性事件',
          incidentId: 7,
          disputeId: null,
          weight: 3,
          scaleFactor: 3,
          points: 9,
        },
        { ...line, rule: 'openDispute', dispute: 'JF1', disputeId: 9, points: 2 },
        { ...line, rule: 'redLine', incident: 'JQ2', weight: 0, disputeId: null, points: 0 },
      ]}
    />,
  )
  expect(await screen.findByRole('link', { name: 'JQ1' })).toHaveAttribute('href', '/incidents/7')
  expect(screen.getByRole('link', { name: 'JF1' })).toHaveAttribute('href', '/disputes/9')
  expect(screen.getByRole('row', { name: /JQ1/ })).toHaveTextContent('3 × 39.0000')
  expect(screen.getByRole('row', { name: /JQ2/ })).toHaveTextContent('直接定红')
  expect(screen.getByRole('row', { name: /合计/ })).toHaveTextContent('11.0000')
})

test('a colour held with nothing in the score says so in words', async () => {
  show(
    <GridReasons
      colour="red"
      score={0}
      contributions={[
        {
          rule: 'held',
          incident: null,
          previous: 'red',
          byScore: 'green',
          quietPeriods: 1,
          weight: 0,
          points: 0,
          on: null,
          categoryLabel: null,
          incidentId: null,
          disputeId: null,
        },
      ]}
    />,
  )
  const line = await screen.findByRole('row', { name: /变好须连续平稳，每次降一级/ })
  expect(line).toHaveTextContent('上月为红色，单看得分为绿色，已连续平稳 1 个月不计分0.0000')
  expect(line).not.toHaveTextContent('其他')
  expect(screen.getByRole('row', { name: /合计/ })).toHaveTextContent('0.0000')
})

const ruleset = {
  name: 'test',
  layer: 'both',
  mode: 'quota',
  windowDays: 90,
  perHouseholds: null,
  scaleFactors: { '01': 1, '02': 3, '03': 10 },
  openDispute: { simple: 1, ordinary: 2, major: 5, difficult: 5 },
  overduePoints: 2,
  repeatPoints: 2,
  repeatDays: 90,
  red: 60,
  yellow: 196,
  downgradeFactor: 0.8,
  quietPeriods: 2,
} as const

test('a quota says which place a grid has and what it has to lose', async () => {
  const toGreen = {
    mode: 'quota' as const,
    rank: 12,
    lastColouredRank: 256,
    greenBelow: 17.3556,
    pointsToGo: 3.0001,
    redLines: [],
  } satisfies Explanation
  show(<GridRule layer="police" month="2026-10" colour="red" ruleset={ruleset} toGreen={toGreen} />)
  expect(await screen.findByText(/前 60 个为红，其后 196 个为黄/)).toBeInTheDocument()
  expect(screen.getByText(/现在第 12 名.*再降 3.0001 分.*17.3556/)).toBeInTheDocument()
})

test('a threshold says when the score decays and how many quiet months it takes', async () => {
  const toGreen = {
    mode: 'thresholds' as const,
    greenBelow: 10,
    pointsToGo: 2.5,
    redLines: ['JQ9'],
    decaysOn: '2027-01-13',
    quietBelow: 16,
    quietPeriodsToGo: 4,
    quietPeriodsToNext: 2,
  } satisfies Explanation
  show(
    <GridRule
      layer="governance"
      month="2026-10"
      colour="red"
      ruleset={{ ...ruleset, mode: 'thresholds', red: 20, yellow: 10 }}
      toGreen={toGreen}
    />,
  )
  const text = await screen.findByText(/红线事件 JQ9/)
  expect(text).toHaveTextContent('还差 2.5000 分')
  expect(text).toHaveTextContent('2027年1月13日可降到')
  expect(text).toHaveTextContent('再连续 4 个平稳月')
  // As long as a red line holds no month is quiet.
  expect(text).not.toHaveTextContent('最早')
})

test('a held colour says from which month it may go down', async () => {
  const toGreen = {
    mode: 'thresholds' as const,
    greenBelow: 10,
    pointsToGo: 0,
    redLines: [],
    decaysOn: '2026-10-31',
    quietBelow: 16,
    quietPeriodsToGo: 5,
    quietPeriodsToNext: 3,
  } satisfies Explanation
  show(
    <GridRule
      layer="police"
      month="2026-10"
      colour="red"
      ruleset={{ ...ruleset, mode: 'thresholds', red: 20, yellow: 10, quietPeriods: 4 }}
      toGreen={toGreen}
    />,
  )
  expect(await screen.findByText(/最早2027年1月可降为黄色。/)).toBeInTheDocument()
})

test('a grid without data says what to arrange', async () => {
  show(<GridRule layer="police" month="2026-10" colour="grey" ruleset={ruleset} toGreen={null} />)
  expect(await screen.findByText(/请安排网格员，或导入本期数据/)).toBeInTheDocument()
})

const square = (west: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [west, 33.9],
        [west + 0.01, 33.9],
        [west + 0.01, 33.91],
        [west, 33.91],
        [west, 33.9],
      ],
    ],
  ],
})

test('a drawing is true to shape and carries a symbol per grid', async () => {
  const grids = [
    { code: 'A', name: '甲', geometry: square(118), colour: 'green', label: [118.005, 33.905] },
    { code: 'B', name: '乙', geometry: square(118.01), colour: 'red', label: [118.015, 33.905] },
  ] as const
  const { container } = show(<GridSvgMap grids={grids} title="两个网格" width={208} height={208} />)
  const drawing = await screen.findByRole('img', { name: '两个网格' })
  expect(drawing).toHaveTextContent(/●■$/)
  const [green, red] = [...container.querySelectorAll('path')]
  // Two squares of 0.01° at 33.9° north: 100 wide each, 100 ÷ cos 33.905° high, north on top.
  expect(green?.getAttribute('d')).toMatch(/^M4,164\.2L104,164\.2L104,43\.8L4,43\.8/)
  expect(red).toHaveClass('svg-grid-red')
})

test('the trend is a table too, and a month not graded says so', async () => {
  show(
    <TrendChart
      title="各月事件"
      months={[
        { month: '2026-09', incidents: 3, colour: null },
        { month: '2026-10', incidents: 5, colour: 'yellow' },
      ]}
    />,
  )
  expect(await screen.findByRole('img', { name: '各月事件' })).toBeInTheDocument()
  const rows = screen.getAllByRole('row', { hidden: true }).map(({ textContent }) => textContent)
  expect(rows).toEqual(['月份有效事件颜色', '2026年9月3未评定', '2026年10月5▲ 黄'])
})

test('a place of the map survives its address', () => {
  const place = { zoom: 11.5, lat: 33.95012, lon: -118.29034 }
  expect(placeOfHash(hashOfPlace(place))).toEqual(place)
  expect(placeOfHash('#main')).toBeNull()
})

test('red stands out by its border, and what is filtered out fades', () => {
  expect(styleOf('R').weight).toBeGreaterThan(styleOf('Y').weight)
  expect(styleOf('r').fillOpacity).toBeLessThan(0.2)
  expect(styleOf('.').fillOpacity).toBe(0)
})

test('a symbol is drawn on a grid that has room for it, and on none that is faded', () => {
  const drawn: string[] = []
  const canvas = {
    clearRect: () => {},
    fillText: (symbol: string) => drawn.push(symbol),
  } as unknown as CanvasRenderingContext2D
  const spot = { x: 10, y: 10, room: 40 }
  drawSymbols(canvas, { x: 100, y: 100 }, [
    { ...spot, letter: 'R' },
    { ...spot, letter: 'y' },
    { ...spot, room: 9, letter: 'G' },
    { ...spot, x: 101, letter: 'G' },
    { ...spot, letter: '.' },
    { ...spot, letter: 'N' },
  ])
  expect(drawn).toEqual(['■', '○'])
})
