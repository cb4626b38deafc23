import { MantineProvider } from '@mantine/core'
import { createRemixStub } from '@remix-run/testing'
import { render, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { IncidentActs } from '~/ui/incident-acts.tsx'
import { IncidentDone } from '~/ui/incident-done.tsx'
import { IncidentTable } from '~/ui/incident-table.tsx'
import { IncidentTrace } from '~/ui/incident-trace.tsx'

function show(piece: React.ReactNode) {
  const Page = createRemixStub([
    { path: '/', Component: () => <MantineProvider>{piece}</MantineProvider> },
  ])
  render(<Page />)
}

const effect = {
  layer: 'governance' as const,
  code: 'G1',
  name: '一号网格',
  month: '2026-11',
  before: 11,
  after: 12,
}

test('after logging the number, the grids, the counts and the ways on are told', () => {
  show(
    <IncidentDone
      incident={{ id: 7, number: 'SJ20261122-0001', version: 1 }}
      act="logged"
      effects={[effect]}
      grids={[{ layer: 'governance', code: 'G1', name: '一号网格' }]}
      acts={['withdrawn', 'madeDispute']}
    />,
  )
  const done = screen.getByRole('status')
  expect(done).toHaveTextContent('SJ20261122-0001')
  expect(done).toHaveTextContent('一号网格（G1）')
  expect(done).toHaveTextContent('综治网格 一号网格 2026年11月有效事件 11 → 12')
  expect(within(done).getByRole('link', { name: '再报一件' })).toHaveAttribute(
    'href',
    '/incidents/new',
  )
  const dispute = within(done).getByRole('button', { name: '转为纠纷' })
  expect(dispute.closest('form')).toHaveAttribute('action', '/incidents/7/dispute')
  const undo = within(done).getByRole<HTMLButtonElement>('button', { name: '撤回' })
  expect(Object.fromEntries(new FormData(undo.form ?? undefined))).toMatchObject({
    act: 'withdrawn',
    version: '1',
  })
})

test('a withdrawal can be taken back from where it is confirmed', () => {
  show(
    <IncidentDone
      incident={{ id: 7, number: 'SJ20261122-0001', version: 2 }}
      act="withdrawn"
      effects={[]}
      grids={[]}
      acts={['markedValid']}
    />,
  )
  expect(screen.getByRole('button', { name: '撤销，恢复有效' })).toBeInTheDocument()
  expect(screen.queryByRole('link', { name: '再报一件' })).toBeNull()
})

test('only what may be done is offered', () => {
  show(<IncidentActs id={7} acts={['corrected', 'markedInvalid']} />)
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['更正', '标为无效'])
  expect(screen.queryByRole('button')).toBeNull()
})

test('the trace says who changed what from what to what, in words', () => {
  show(
    <IncidentTrace
      trace={[
        {
          id: 1,
          act: 'corrected',
          at: '2026-11-22T04:00:00.000Z',
          reason: '核实',
          workerName: '王某',
          facts: [
            { field: 'occurredOn', before: '2026-11-22', after: '2026-11-02' },
            { field: 'validity', before: 'valid', after: 'withdrawn' },
            { field: 'lonE7', before: null, after: 1182000000 },
          ],
          effects: [{ ...effect, before: 12, after: 11 }],
        },
      ]}
    />,
  )
  const [row] = screen.getAllByRole('listitem')
  expect(row).toHaveTextContent('更正 · 王某 · 2026年11月22日 12:00')
  expect(row).toHaveTextContent('原因：核实')
  expect(row).toHaveTextContent('发生日期：2026年11月22日 → 2026年11月2日')
  expect(row).toHaveTextContent('状态：有效 → 已撤回')
  expect(row).toHaveTextContent('经度：（空） → 118.2000000')
  expect(row).toHaveTextContent('综治网格 一号网格 2026年11月有效事件 12 → 11')
})

test('an empty list says what to do next', () => {
  show(<IncidentTable incidents={[]} total={0} counted={0} narrowed />)
  expect(screen.getByText(/请放宽筛选条件/)).toBeInTheDocument()
})

test('each incident is a row that opens it, told valid or not by a word', () => {
  show(
    <IncidentTable
      incidents={[
        {
          id: 7,
          number: 'SJ20261122-0001',
          occurredOn: '2026-11-02',
          categoryLabel: '邻里纠纷',
          addressText: null,
          governanceName: '一号网格',
          policeName: null,
          validity: 'invalid',
        },
      ]}
      total={1}
      counted={0}
      narrowed={false}
    />,
  )
  expect(screen.getByRole('status')).toHaveTextContent('共 1 件，其中有效 0 件')
  const row = screen.getByRole('row', { name: /2026年11月2日.*邻里纠纷.*网格外.*无效/ })
  expect(within(row).getByRole('link', { name: 'SJ20261122-0001' })).toHaveAttribute(
    'href',
    '/incidents/7',
  )
})
