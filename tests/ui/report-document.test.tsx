import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { changeOf, rateOf } from '~/domain/rates.ts'
import type { ReportMap as Drawing, ReportSheet } from '~/domain/report-sheet.ts'
import { ReportDocument } from '~/ui/report-document.tsx'
import { ReportLinks } from '~/ui/report-links.tsx'
import { ReportMap } from '~/ui/report-map.tsx'

const noGrids = { red: 0, yellow: 0, green: 0, grey: 0 }
const police = {
  byColour: { red: 1, yellow: 2, green: 3, grey: 1 },
  changed: [
    { code: 'P1', name: '一格', from: 'green', to: 'red' },
    { code: 'P2', name: '二格', from: 'yellow', to: 'green' },
    { code: 'P3', name: '三格', from: 'grey', to: 'green' },
  ] as const,
}

const sheet: ReportSheet = {
  report: {
    area: { code: '321302001', name: '双庄街道' },
    month: '2026-10',
    from: '2026-10-01',
    to: '2026-10-31',
    generatedAt: '2026-11-02T01:05:00.000Z',
    incidents: {
      total: 12,
      valid: 9,
      byCategory: { '01': 3, '02': 6 },
      yoy: changeOf(9, 0),
      mom: changeOf(9, 12),
      outside: 0,
    },
    grids: {
      byColour: police.byColour,
      changed: [...police.changed],
      layers: {
        police: { ...police, changed: [...police.changed] },
        governance: { byColour: { ...noGrids, green: 8 }, changed: [] },
      },
    },
    disputes: {
      carriedOver: 5,
      opened: 4,
      closed: 3,
      pending: 6,
      byType: { '02': 4 },
      byStage: { intake: 1, ledger: 0, assessment: 2, clearance: 3 },
      byMethod: { cautionary: 0, oneStop: 2, tailored: 1, tracked: 0 },
    },
    visits: { planned: 0, done: 0, overdue: 0 },
    zeroIncidentVillages: rateOf(1, 2),
  },
  level: 'township',
  isRoot: false,
  asOf: '2026-10-31',
  running: false,
  rulesets: { police: '定额（红60个、黄196个）', governance: '分数线（红10分、黄3.5分）' },
  categories: [
    { code: '01', label: '刑事警情', count: 3, previous: 0 },
    { code: '02', label: '治安警情', count: 6, previous: 12 },
  ],
  types: [{ code: '02', label: '邻里纠纷', carriedOver: 5, opened: 4, closed: 3, pending: 6 }],
  months: [
    { month: '2026-09', incidents: 12 },
    { month: '2026-10', incidents: 9 },
  ],
  unitLevel: 'village',
  units: [
    {
      code: 'V1',
      name: '东村',
      incidents: 7,
      previous: 10,
      cases: 7,
      disputes: { carriedOver: 5, opened: 3, closed: 3, pending: 5 },
      colours: { police: noGrids, governance: { ...noGrids, green: 5 } },
      zeroIncidentVillages: { numerator: 0, denominator: 1 },
    },
    {
      code: 'V2',
      name: '西村',
      incidents: 0,
      previous: 1,
      cases: 0,
      disputes: { carriedOver: 0, opened: 1, closed: 0, pending: 1 },
      colours: { police: noGrids, governance: { ...noGrids, green: 3 } },
      zeroIncidentVillages: { numerator: 1, denominator: 1 },
    },
  ],
  rest: {
    code: '',
    name: '',
    incidents: 2,
    previous: 1,
    cases: 0,
    disputes: { carriedOver: 0, opened: 0, closed: 0, pending: 0 },
    colours: { police: police.byColour, governance: noGrids },
    zeroIncidentVillages: { numerator: 0, denominator: 0 },
  },
}

const drawing: Drawing = {
  layer: 'police',
  width: 100,
  height: 80,
  grids: { red: 'M0 0l9 0 0 9z', yellow: '', green: '', grey: '' },
  marks: [{ colour: 'red', x: 3, y: 3 }],
  markSize: 4,
  labels: [{ name: '东村', x: 3, y: 3 }],
  labelSize: 10,
  scale: { kilometres: 2, length: 20 },
}

const show = (fields: Partial<ReportSheet> = {}, linked = true) => {
  const shown = { ...sheet, ...fields }
  return render(
    <ReportLinks.Provider value={linked}>
      <ReportDocument sheet={shown} map={<ReportMap sheet={shown} drawing={drawing} />} />
    </ReportLinks.Provider>,
  )
}

/** The cells of the row that begins with a name, in the table of that caption. */
const rowOf = (caption: RegExp, name: string) =>
  within(screen.getByRole('table', { name: caption }))
    .getByRole('rowheader', { name })
    .closest('tr')
    ?.textContent?.slice(name.length)

const cellsOf = (caption: RegExp, name: string) =>
  within(
    within(screen.getByRole('table', { name: caption }))
      .getByRole('rowheader', { name })
      .closest('tr') as HTMLElement,
  )
    .getAllByRole('cell')
    .map((cell) => cell.textContent)

test('every headline says what it is made of, and a base of nought gives no rate', () => {
  show()
  const overview = screen.getByRole('region', { name: '一、总体情况' })
  expect(overview).toHaveTextContent('同比—（上年同期为0）（上年同期 0 起）')
  expect(overview).toHaveTextContent('环比下降25.00%（上月 12 起）')
  expect(overview).toHaveTextContent('接报 12 起，有效率 75.00%')
  expect(overview).toHaveTextContent('上月结转 5 ＋ 本月新增 4 － 本月办结 3 ＝ 月末在办 6')
  expect(overview).toHaveTextContent('回访完成率—完成 0 / 应回访 0 次')
  expect(overview).toHaveTextContent('零案件村（社区）50.00%1 / 2 个村（社区）')
})

test('the tables hold the figures of the report, with shares and totals', () => {
  show()
  expect(cellsOf(/网格颜色/, '警格')).toEqual(['1', '2', '3', '1', '7', '1', '1'])
  expect(cellsOf(/有效警情分类/, '刑事警情')).toEqual(['3', '33.33%', '0', '—（上月为0）'])
  expect(cellsOf(/有效警情分类/, '合计')).toEqual(['9', '100.00%', '12', '下降25.00%'])
  expect(cellsOf(/矛盾纠纷台账/, '邻里纠纷')).toEqual(['5', '4', '3', '6'])
  expect(cellsOf(/所处阶段/, '件数')).toEqual(['1', '0', '2', '3', '0', '2', '1', '0'])
})

test('a changed colour is told by symbol and word, worse and better apart, 无数据 as neither', () => {
  show()
  expect(rowOf(/颜色有变化的警格/, 'P1')).toBe('一格● 绿■ 红转差')
  expect(rowOf(/颜色有变化的警格/, 'P2')).toBe('二格▲ 黄● 绿好转')
  expect(rowOf(/颜色有变化的警格/, 'P3')).toBe('三格○ 无数据● 绿—')
  expect(screen.getByText('综治网格：没有与上月颜色不同的。')).toBeVisible()
})

test('the annex has a line for each village and for what lies in none, and sums to the report', () => {
  show()
  const annex = /双庄街道各村/
  expect(cellsOf(annex, '东村')).toEqual([
    ...['7', '10', '7', '5', '3', '3', '5'],
    ...['0', '0', '5', '0', '否'],
  ])
  expect(cellsOf(annex, '西村').at(-1)).toBe('是')
  expect(cellsOf(annex, '未落到村（社区）').slice(0, 3)).toEqual(['2', '1', '0'])
  expect(cellsOf(annex, '合计')).toEqual([
    ...['9', '12', '7', '5', '4', '3', '6'],
    ...['0', '0', '8', '0', '1/2'],
  ])
})

test('the map has words, a legend with counts, its month, rules and last day', () => {
  show()
  const figure = screen.getByText(/警格三色图（2026年10月）/).closest('figure') as HTMLElement
  expect(within(figure).getByRole('img')).toHaveAccessibleName(/双庄街道警格三色图/)
  expect(figure).toHaveTextContent('■ 红 1 个▲ 黄 2 个● 绿 3 个○ 无数据 1 个')
  expect(figure).toHaveTextContent('规则：定额（红60个、黄196个）')
  expect(figure).toHaveTextContent('数据截至2026年10月31日')
})

test('a running month is marked as such, a finished one is not', () => {
  const { unmount } = show({ running: true, asOf: '2026-10-20' })
  expect(screen.getByText(/本月未结束，数据截至2026年10月20日/)).toBeVisible()
  unmount()
  show()
  expect(screen.queryByText(/本月未结束/)).toBeNull()
})

test('figures lead to their lists, but not in a file that stands by itself', () => {
  const { unmount } = show()
  expect(screen.getByRole('link', { name: '3' })).toHaveAttribute(
    'href',
    '/incidents?month=2026-10&area=321302001&category=01&validity=valid',
  )
  expect(screen.getByRole('link', { name: 'P1' })).toHaveAttribute(
    'href',
    '/grids/police/P1?month=2026-10',
  )
  unmount()
  show({}, false)
  expect(screen.queryAllByRole('link')).toEqual([])
})

test('the foot has a place for the seal and for every hand', () => {
  show()
  const foot = screen.getByRole('region', { name: '签字盖章' })
  expect(foot).toHaveTextContent('填报单位（盖章）：双庄街道')
  for (const name of ['填报人', '审核人', '签发人', '填报日期']) {
    expect(foot).toHaveTextContent(`${name}：`)
  }
})
