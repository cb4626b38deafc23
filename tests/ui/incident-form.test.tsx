import { MantineProvider } from '@mantine/core'
import { createRemixStub } from '@remix-run/testing'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { IncidentFields, type IncidentFieldsProps } from '~/ui/incident-fields.tsx'

const categories = [
  ['03', '纠纷警情', null],
  ['0301', '邻里纠纷', '03'],
  ['06', '安全隐患', null],
  ['90', '无效警情', null],
] as const

const duty = (code: string) => ({
  layer: 'governance' as const,
  code,
  name: `${code}网格`,
  areaName: '东村',
})

function show(fields: Partial<IncidentFieldsProps> = {}) {
  const Page = createRemixStub([
    {
      path: '/',
      Component: () => (
        <MantineProvider>
          <form aria-label="随手报">
            <IncidentFields
              categories={categories.map(([code, label, parentCode]) => ({
                code,
                label,
                parentCode,
              }))}
              choices={{
                duties: [duty('G1'), duty('G2')],
                usualGridCode: 'G2',
                townships: [{ name: '双庄街道', villages: [{ code: 'V1', name: '东村' }] }],
              }}
              today="2026-11-22"
              yesterday="2026-11-21"
              values={{}}
              problems={{}}
              keptText=""
              {...fields}
            />
          </form>
        </MantineProvider>
      ),
    },
  ])
  render(<Page />)
  return screen.getByRole<HTMLFormElement>('form', { name: '随手报' })
}

const sentBy = (form: HTMLFormElement) => Object.fromEntries(new FormData(form))

test('a tile is all that has to be chosen: day and grid are filled in', async () => {
  const form = show()
  await userEvent.click(screen.getByRole('radio', { name: '安全隐患' }))
  expect(sentBy(form)).toMatchObject({
    categoryCode: '06',
    day: '2026-11-22',
    governanceCode: 'G2',
    villageCode: '',
    lon: '',
    scaleCode: '01',
    deaths: '0',
  })
})

test('the kinds met less often stand behind 更多类别, with the finer ones', () => {
  show()
  const more = screen.getByText('更多类别').closest('details')
  expect(more).not.toHaveAttribute('open')
  expect(within(more as HTMLElement).getByLabelText('无效警情')).toBeInTheDocument()
  expect(within(more as HTMLElement).getByLabelText('细类（可不选）')).toHaveTextContent('邻里纠纷')
})

test('choosing a village leaves the own grid', async () => {
  const form = show()
  await userEvent.selectOptions(screen.getByLabelText('村（社区）'), '东村')
  expect(sentBy(form)).toMatchObject({ villageCode: 'V1', governanceCode: '' })
})

test('near a border the question stands in place of the own grids, nothing chosen', async () => {
  const candidates = [
    { code: 'G1', name: '一号网格', metres: 0 },
    { code: 'G2', name: '二号网格', metres: 12.4 },
  ]
  const form = show({
    values: { lon: '118.2', lat: '33.9' },
    question: { layer: 'governance', candidates },
  })
  const question = screen.getByRole('group', { name: '在哪个网格？' })
  expect(screen.queryByRole('radio', { name: /我的网格/ })).toBeNull()
  expect(sentBy(form)).not.toHaveProperty('governanceCode')
  await userEvent.click(within(question).getByRole('radio', { name: /二号网格.*相距12米/ }))
  expect(sentBy(form)).toMatchObject({ governanceCode: 'G2', confirmed: 'on', lon: '118.2' })
})

test('comes back as it was sent, with each problem at its field', () => {
  const form = show({
    values: {
      categoryCode: '03',
      finerCode: '0301',
      occurredOn: '2026-11-02',
      governanceCode: 'G9',
      addressText: '桥头',
      summary: '吵架',
      deaths: '两',
    },
    problems: { deaths: '死亡人数请填整数' },
  })
  expect(sentBy(form)).toMatchObject({
    categoryCode: '03',
    finerCode: '0301',
    day: 'other',
    occurredOn: '2026-11-02',
    governanceCode: 'G9',
    addressText: '桥头',
    summary: '吵架',
    deaths: '两',
  })
  expect(screen.getByText('死亡人数请填整数').closest('details')).toHaveAttribute('open')
})

test('an answer given before is sent again with its point', () => {
  const form = show({
    values: { lon: '118.2', lat: '33.9', governanceCode: 'G1', policeCode: 'P1', confirmed: 'on' },
  })
  expect(sentBy(form)).toMatchObject({ governanceCode: 'G1', policeCode: 'P1', confirmed: 'on' })
})
