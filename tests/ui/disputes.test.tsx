import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { disputeFilterOf } from '~/domain/dispute-filter.ts'
import { DisputeIntake } from '~/ui/dispute-intake.tsx'
import { DisputeNext } from '~/ui/dispute-next.tsx'
import { DisputeSteps } from '~/ui/dispute-steps.tsx'
import { DisputeTable } from '~/ui/dispute-table.tsx'
import { LightBadge } from '~/ui/light-badge.tsx'
import { ToDoDuties } from '~/ui/to-do-duties.tsx'
import { VisitForm } from '~/ui/visit-form.tsx'
import { show } from './pieces.tsx'

const red = {
  light: 'red',
  text: '超期3个工作日',
  dueOn: '2026-11-03',
  provisional: false,
} as const

test('a light is read without its colour, and says when its day is provisional', async () => {
  show(<LightBadge shown={{ ...red, provisional: true }} />)
  expect(await screen.findByText(/超期3个工作日/)).toHaveTextContent('■已超期，超期3个工作日')
  expect(screen.getByText('暂定')).toBeInTheDocument()
})

test('the stages say where the dispute stands', async () => {
  const step = { enteredOn: null, days: 0, ownerName: null, dueOn: null }
  show(
    <DisputeSteps
      light={red}
      course={[
        { ...step, stage: 'intake', state: 'done', enteredOn: '2026-11-02', ownerName: '王某' },
        { ...step, stage: 'ledger', state: 'current', enteredOn: '2026-11-02', days: 2 },
        { ...step, stage: 'assessment', state: 'coming' },
        { ...step, stage: 'clearance', state: 'coming' },
      ]}
    />,
  )
  const [intake, ledger, assessment] = await screen.findAllByRole('listitem')
  expect(intake).toHaveTextContent('承办：王某')
  expect(ledger).toHaveAttribute('aria-current', 'step')
  expect(ledger).toHaveTextContent('用时2天2026年11月3日到期')
  expect(assessment).toHaveTextContent('未开始')
})

test('legal moves are offered, and the panel is asked for before mediation', async () => {
  show(
    <DisputeNext
      id={7}
      status="investigating"
      next={['mediating', 'withdrawn']}
      openSeats={['legalAdviser']}
    />,
  )
  const start = await screen.findByRole('link', { name: '开始调解' })
  expect(start).toHaveAttribute('href', '/disputes/7/stage?to=mediating')
  expect(screen.getByText(/还缺：法律顾问/)).toBeInTheDocument()
  expect(screen.getByRole('link', { name: '当事人撤回' })).toBeInTheDocument()
})

test('an empty list says what to do next', async () => {
  show(<DisputeTable disputes={[]} total={0} filter={disputeFilterOf(new URLSearchParams())} />)
  expect(await screen.findByText(/可以放宽筛选条件，或登记一件新的纠纷/)).toBeInTheDocument()
})

test('a form that comes back shows what was typed and links each problem to its field', async () => {
  show(
    <DisputeIntake
      types={[
        { code: '02', label: '邻里纠纷', parentCode: null },
        { code: '0299', label: '其他', parentCode: '02' },
      ]}
      choices={{ duties: [], usualGridCode: null, townships: [] }}
      values={{ typeCode: '0299', 'parties.4.name': '司马青山' }}
      problems={{ summary: '请填写简要情况' }}
      question={null}
      personal=""
    />,
  )
  const summary = await screen.findByRole('alert')
  expect(within(summary).getByRole('link', { name: '请填写简要情况' })).toHaveAttribute(
    'href',
    '#summary',
  )
  expect(screen.getByRole('textbox', { name: '简要情况' })).toBeInvalid()
  expect(screen.getByRole('combobox', { name: '纠纷类型' })).toHaveDisplayValue('邻里纠纷：其他')
  const more = screen.getByRole('textbox', { name: '被申请人2姓名或单位名称' })
  expect(more).toHaveValue('司马青山')
  expect(more.closest('details')).toHaveAttribute('open')
})

test('numbers that look personal are warned about while typing', async () => {
  show(
    <DisputeIntake
      types={[]}
      choices={{ duties: [], usualGridCode: null, townships: [] }}
      values={{}}
      problems={{}}
      question={null}
      personal=""
    />,
  )
  const summary = await screen.findByRole('textbox', { name: '简要情况' })
  await userEvent.type(summary, '电话13812345678')
  expect(await screen.findByText(/像是身份证号或手机号：13812345678/)).toBeInTheDocument()
  await userEvent.clear(summary)
  expect(screen.queryByText(/像是身份证号或手机号/)).toBeNull()
})

test('a visit is recorded as done unless said otherwise, on the day it is', async () => {
  show(
    <VisitForm today="2026-11-02" values={{}} problems={{ satisfied: '请选择当事人是否满意' }} />,
  )
  expect(await screen.findByRole('radio', { name: '已回访' })).toBeChecked()
  expect(screen.getByLabelText('回访日期')).toHaveValue('2026-11-02')
  expect(screen.getByRole('radio', { name: '满意' })).not.toBeChecked()
  const satisfaction = screen.getByRole('group', { name: '当事人是否满意' })
  expect(within(satisfaction).getByText('请选择当事人是否满意')).toBeInTheDocument()
})

test('the headline numbers of the to-do lead to the lists they count', async () => {
  show(
    <ToDoDuties
      duties={[]}
      red={{ stages: 2, visits: 0 }}
      yellow={{ stages: 0, visits: 1 }}
      more={false}
    />,
  )
  expect(await screen.findByRole('link', { name: '纠纷超期 2' })).toHaveAttribute(
    'href',
    '/disputes?mine=1&light=red',
  )
  expect(screen.getByRole('link', { name: '回访将到期 1' })).toHaveAttribute(
    'href',
    '/visits?mine=1&due=yellow',
  )
  expect(screen.getByText(/都办完了/)).toBeInTheDocument()
})
