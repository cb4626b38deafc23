import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { BoundaryDefect } from '~/domain/boundary-defects.ts'
import { reviewOf } from '~/domain/boundary-review.ts'
import type { GridsOutcome } from '~/domain/import-outcomes.ts'
import { BoundaryChangesView } from '~/ui/boundary-changes.tsx'
import { BoundaryPublished, BoundaryPublishing } from '~/ui/boundary-publishing.tsx'
import { DefectKinds } from '~/ui/defect-kinds.tsx'
import { DefectList } from '~/ui/defect-list.tsx'
import { frameGround } from '~/ui/ground-frame.ts'
import { ImportDayFields } from '~/ui/import-day-fields.tsx'
import { ImportDrafts } from '~/ui/import-drafts.tsx'
import { MendChoices } from '~/ui/mend-choices.tsx'
import { placesToSee } from '~/ui/mend-places.ts'
import { show } from './pieces.tsx'

const overlap: BoundaryDefect = {
  kind: 'overlap',
  severity: 'noted',
  line: 3,
  feature: 2,
  code: '<img src=x>',
  other: 'B',
  lon: 118.25,
  lat: 33.95,
  areaM2: 120,
}
const missing: BoundaryDefect = { kind: 'missing-code', severity: 'skipped', line: 2, feature: 1 }
const review = reviewOf(
  { defects: [overlap, missing], counts: { overlap: 1, 'missing-code': 1 }, total: 2 },
  { kind: null, page: 1, isAfter: false },
)

const none = { total: 0, pairs: [], pairTotal: 0 }
const outcome: GridsOutcome = {
  kind: 'grids',
  layer: 'police',
  validFrom: '2026-11-30',
  records: 2,
  skipped: 0,
  problems: [],
  problemTotal: 0,
  sample: [],
  grids: 2,
  added: 1,
  changed: 1,
  unchanged: 0,
  ended: ['C'],
  withoutArea: 0,
  incidentsMoved: 7,
  changes: {
    codes: {
      added: { total: 1, rows: ['N'] },
      changed: { total: 1, rows: ['A'] },
      ended: { total: 1, rows: ['C'] },
    },
    ground: { total: 150_000, pairs: [{ from: 'C', to: 'N', count: 150_000 }], pairTotal: 1 },
    incidents: {
      moved: { total: 7, pairs: [{ from: 'C', to: 'N', count: 7 }], pairTotal: 1 },
      earlier: none,
    },
    disputes: {
      open: { total: 2, pairs: [{ from: 'C', to: null, count: 2 }], pairTotal: 1 },
      moved: none,
      stranded: 0,
    },
    people: {
      total: 1,
      rows: [
        {
          code: 'N',
          households: { value: 80, basis: 'area' },
          population: { value: null, basis: 'unknown' },
          householdsBefore: null,
          populationBefore: null,
        },
      ],
      householdsBefore: 80,
      householdsAfter: 80,
      populationBefore: 0,
      populationAfter: 0,
    },
    posts: {
      total: 1,
      rows: [{ code: 'C', posts: 2, fate: 'merged', to: [{ code: 'N', share: 0.9 }] }],
    },
    postsOn: '2026-11-30',
  },
}

test('kinds of defects are counted by symbol and word, the gravest first, and filter by their address', async () => {
  show(<DefectKinds review={review} />)
  const nav = await screen.findByRole('navigation', { name: '按问题筛选' })
  const [all, first, second] = within(nav).getAllByRole('link')
  expect(all).toHaveTextContent('全部 2')
  expect(all).toHaveAttribute('aria-current', 'true')
  expect(first).toHaveTextContent('✕没有网格代码 1不导入')
  expect(second).toHaveTextContent('!重叠 1请核对')
  expect(second).toHaveAttribute('href', '/?kind=overlap')
})

test('a defect is a sentence with its number, and leads to the map where it has a place', async () => {
  const shown: number[] = []
  show(<DefectList rows={review.rows} chosen={2} onShow={(number) => shown.push(number)} />)
  const [first, second] = await screen.findAllByRole('listitem')
  expect(first).toHaveTextContent('第 2 行（第 1 个要素）：没有网格代码')
  expect(within(first as HTMLElement).queryByRole('button')).not.toBeInTheDocument()
  expect(second).toHaveTextContent('网格 <img src=x>')
  expect(second).toHaveAttribute('data-chosen')
  expect(document.querySelector('img')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '在地图上看第 2 处' }))
  expect(shown).toEqual([2])
})

test('a mend says in how many places and about how much ground; one that was chosen stays listed', async () => {
  const offers = [
    { mend: 'gaps', places: 3, areaM2: 12_345 },
    { mend: 'spikes', places: 1, areaM2: 0 },
  ] as const
  show(<MendChoices form="fields" offers={offers} chosen={['axes']} />)
  expect(
    await screen.findByRole('checkbox', { name: /补上缝隙（3 处，约 12,345 平方米）/ }),
  ).not.toBeChecked()
  expect(screen.getByRole('checkbox', { name: /去掉尖刺（1 处）/ })).toHaveAttribute(
    'form',
    'fields',
  )
  expect(screen.getByRole('checkbox', { name: /写反的经度和纬度/ })).toBeChecked()
})

test('publishing is asked for twice, with the day, its weekday and the main figures', async () => {
  show(<BoundaryPublishing outcome={outcome} today="2026-11-22" />)
  const confirming = (await screen.findByText('发布…')).closest('details') as HTMLElement
  expect(confirming).not.toHaveAttribute('open')
  expect(confirming).toHaveTextContent('从2026年11月30日（星期一）起，警格改用这份边界')
  expect(confirming).toHaveTextContent('新增网格 1 个，边界或信息有变 1 个，停用 1 个')
  expect(confirming).toHaveTextContent('改归别格的事件 7 件')
  expect(confirming).toHaveTextContent('在岗人员 2 人')
  expect(confirming).not.toHaveTextContent('已经到了')
})

test('a file that changes nothing cannot be published', async () => {
  const same = { ...outcome, added: 0, changed: 0, ended: [] }
  show(<BoundaryPublishing outcome={same} today="2026-11-22" />)
  await screen.findByText(/没有可发布的改动/)
  expect(screen.queryByText('发布…')).not.toBeInTheDocument()
})

test('what was published says from which day, leads to that day’s map, and what an undo puts back', async () => {
  show(<BoundaryPublished outcome={outcome} />)
  expect(await screen.findByRole('link', { name: '按那天的边界看地图' })).toHaveAttribute(
    'href',
    '/map?layer=police&on=2026-11-30',
  )
  const undoing = screen.getByText('撤销…').closest('details') as HTMLElement
  expect(undoing).toHaveTextContent('恢复停用的 1 个网格')
  expect(undoing).toHaveTextContent('7 件事件、2 件纠纷归回原来的网格')
})

test('changes are told from grid to grid with their totals; old grids have a card, new ones once published', async () => {
  const { changes } = outcome
  if (!changes) throw new Error('no changes')
  const stated = {
    changes,
    layer: 'police',
    validFrom: '2026-11-30',
    posted: { C: ['张某'] },
  } as const
  const { unmount } = show(<BoundaryChangesView {...stated} isPublished={false} />)
  const incidents = await screen.findByRole('region', { name: '事件从哪格到哪格' })
  const [, row, total] = within(incidents).getAllByRole('row')
  expect(row).toHaveTextContent('CN7 件')
  expect(total).toHaveTextContent('合计7 件')
  expect(within(incidents).getByRole('link', { name: 'C' })).toHaveAttribute(
    'href',
    '/grids/police/C?on=2026-11-29',
  )
  expect(within(incidents).queryByRole('link', { name: 'N' })).not.toBeInTheDocument()
  expect(screen.getByRole('region', { name: '未办结的纠纷从哪格到哪格' })).toHaveTextContent(
    '网格以外',
  )
  expect(screen.getByRole('region', { name: '户数和人口的变动' })).toHaveTextContent('— → 约 80')
  expect(screen.getByRole('region', { name: '在岗人员的变动' })).toHaveTextContent(
    '2 人：张某并入N 90%',
  )
  unmount()
  show(<BoundaryChangesView {...stated} isPublished />)
  const after = await screen.findByRole('region', { name: '事件从哪格到哪格' })
  expect(within(after).getByRole('link', { name: 'N' })).toHaveAttribute(
    'href',
    '/grids/police/N?on=2026-11-30',
  )
})

test('whoever fills a day in has chosen another day', async () => {
  show(
    <form>
      <ImportDayFields values={{ validFrom: '' }} problem={undefined} monday="2026-11-30" />
    </form>,
  )
  expect(await screen.findByRole('radio', { name: /一直如此/ })).toBeChecked()
  expect(screen.getByRole('radio', { name: /下周一（2026年11月30日）/ })).not.toBeChecked()
  await userEvent.type(screen.getByLabelText('启用日期'), '2026-12-07')
  expect(screen.getByRole('radio', { name: '另选日期' })).toBeChecked()
})

test('what waits is listed with its day and figures, and a running import with how far it is', async () => {
  const batch = {
    kind: 'grids',
    layer: 'police',
    fileName: 'a.zip',
    status: 'previewed',
    createdAt: '2026-11-22T01:00:00.000Z',
    workerName: '陈某',
    validFrom: '2026-11-30',
    changes: { added: 1, changed: 2, ended: 3 },
    progress: null,
  } as const
  const running = {
    ...batch,
    kind: 'incidents',
    layer: null,
    validFrom: null,
    changes: null,
    progress: { phase: 'reading', records: 120_000, share: 0.456 },
  } as const
  show(
    <ImportDrafts
      batches={[
        { ...batch, id: 5 },
        { ...running, id: 6 },
      ]}
    />,
  )
  const [draft, importing] = await screen.findAllByRole('listitem')
  expect(draft).toHaveTextContent('启用：2026年11月30日，新增 1、有变 2、停用 3')
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    '放弃第 5 批',
  ])
  expect(importing).toHaveTextContent('正在读取和定位：120,000 条，45%')
  expect(screen.getByRole('progressbar')).toHaveValue(0.456)
})

test('a picture of a long border shows the place that moved most, of a spike all of it', () => {
  const border = (offset: number): [number, number][] => [
    [118, 33],
    [118.1, 33 + offset],
    [118.2, 33],
    [118.2, 33.1],
    [118, 33],
  ]
  const place = { mend: 'borders', code: 'A', areaM2: 1, lon: 118, lat: 33 } as const
  const nudged = placesToSee({ ...place, before: [border(0)], after: [border(5e-6)] })
  for (const [lon, lat] of nudged) {
    expect(Math.abs(lon - 118.1)).toBeLessThan(1e-4)
    expect(Math.abs(lat - 33)).toBeLessThan(1e-4)
  }
  const spike = placesToSee({ ...place, before: [border(0.004)], after: [border(0)] })
  const lats = spike.map(([, lat]) => lat)
  expect([Math.min(...lats), Math.max(...lats)]).toEqual([33, 33.004])
})

test('a drawing keeps its proportions on the ground and has a bar of a round length', () => {
  const frame = frameGround([
    [118, 33],
    [118.001, 33],
  ])
  const [left] = frame?.placeOf(118, 33) ?? []
  const [right] = frame?.placeOf(118.001, 33) ?? []
  // 0.001° of longitude at 33° N is 93.3 m.
  const unitsPerMetre = ((right ?? 0) - (left ?? 0)) / 93.3
  expect(frame?.scale.metres).toBe(20)
  expect((frame?.scale.length ?? 0) / unitsPerMetre).toBeCloseTo(20, 0)
  expect(frameGround([])).toBeNull()
})
