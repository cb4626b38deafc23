import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { drawingOf } from '#geo/redrawing/redraw.ts'
import type { RedrawStep } from '~/domain/redrawing.ts'
import type { SentDrawing } from '~/ui/boundary-desk.tsx'
import { BoundaryDesk } from '~/ui/boundary-desk.tsx'
import {
  type Draft,
  type DraftBase,
  newDraft,
  redoStep,
  replay,
  stageOf,
  stepsOf,
  takeStep,
  undoStep,
} from '~/ui/boundary-draft.ts'
import { keptDraftAt } from '~/ui/boundary-kept.ts'
import { aVillage } from '../geo/tessellations.ts'
import { show } from './pieces.tsx'

/** Leaflet draws on a canvas, which there is none of here: whatever is asked of it answers itself. */
vi.mock('leaflet', () => {
  const anything: unknown = new Proxy(() => {}, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => 0 : anything),
    apply: () => anything,
  })
  return { default: anything }
})

const address = '/boundaries/governance/grids?area=1'

const base = (mark = 'M1'): DraftBase => ({
  mark,
  grids: drawingOf(aVillage()),
  facts: new Map(
    ['A', 'B', 'C', 'D', 'E', 'F'].map((code) => [
      code,
      { name: `${code}格`, areaCode: null, households: 300, population: null },
    ]),
  ),
  home: new Set(['A', 'B', 'C', 'D', 'E']),
})

const at = (x: number, y: number): [number, number] => [
  Math.round((118.2 + x / 1000) * 1e7),
  Math.round((33.9 + y / 1000) * 1e7),
]

const move = (from: [number, number], to: [number, number]): RedrawStep => ({
  act: 'move',
  from,
  to,
})
const merge: RedrawStep = { act: 'merge', codes: ['C', 'D'], keep: 'D', name: '大格' }

function taken(draft: Draft, ...steps: RedrawStep[]): Draft {
  return steps.reduce((before, step) => {
    const after = takeStep(before, step)
    if (!after.ok) throw new Error(after.reason)
    return after.draft
  }, draft)
}

beforeEach(() => {
  sessionStorage.clear()
})

test('undoing goes back to the very same values, and redoing forth to the very same', () => {
  const start = newDraft(base())
  const moved = taken(start, move(at(4, 4), at(4.5, 4)))
  const merged = taken(moved, merge)
  expect(stageOf(merged).facts.get('D')).toMatchObject({ name: '大格', households: 600 })
  expect(stageOf(undoStep(merged))).toBe(stageOf(moved))
  expect(stageOf(undoStep(undoStep(merged)))).toBe(start.base)
  expect(stageOf(redoStep(undoStep(merged)))).toBe(stageOf(merged))
  expect(redoStep(merged)).toEqual(merged)
  expect(taken(undoStep(merged), merge).undone).toEqual([])
})

test('a corner nudged on by the arrow keys is one step', () => {
  const draft = taken(newDraft(base()), move(at(4, 4), at(4.1, 4)), move(at(4.1, 4), at(4.2, 4)))
  expect(stepsOf(draft)).toEqual([move(at(4, 4), at(4.2, 4))])
})

test('steps are taken again on newer boundaries as far as they go there', () => {
  const steps = [move(at(4, 4), at(4.5, 4)), merge]
  expect(replay(base('M2'), steps)).toMatchObject({ lost: 0, draft: { base: { mark: 'M2' } } })
  const without = { ...base('M2'), grids: base().grids.filter(({ code }) => code !== 'C') }
  const { draft, lost } = replay(without, steps)
  expect([stepsOf(draft).length, lost]).toEqual([1, 1])
})

const sent = (mark = 'M1'): SentDrawing => {
  const { grids, facts, home } = base()
  return {
    mark,
    grids: grids.flatMap((grid) => {
      const known = facts.get(grid.code)
      return known ? [{ ...grid, facts: known, isHome: home.has(grid.code) }] : []
    }),
  }
}

/** The page as the server would feed it; the map itself is not drawn here. */
function openDesk(mark = 'M1', isOutdated = false) {
  vi.stubGlobal('fetch', async () => Response.json(sent(mark)))
  vi.stubGlobal('ResizeObserver', NoObserver)
  return show(
    <BoundaryDesk address={address} focus={null} on="2026-11-30" isOutdated={isOutdated} />,
  )
}

class NoObserver {
  observe() {}
  disconnect() {}
}

test('grids are merged by the form beside the map, and what is sent is the steps alone', async () => {
  const user = userEvent.setup()
  const { container } = openDesk()
  await user.click(await screen.findByRole('button', { name: '合并' }))
  await user.click(screen.getByRole('checkbox', { name: 'C格（C）' }))
  await user.click(screen.getByRole('checkbox', { name: 'F格（F）' }))
  await user.click(screen.getByRole('button', { name: '合并成一个' }))
  expect(screen.getByRole('alert')).toHaveTextContent('选中的网格不全相邻')

  await user.click(screen.getByRole('checkbox', { name: 'F格（F）' }))
  await user.click(screen.getByRole('checkbox', { name: 'D格（D）' }))
  await user.click(screen.getByRole('radio', { name: 'D格（D）' }))
  await user.click(screen.getByRole('button', { name: '合并成一个' }))
  const steps = screen.getByRole('heading', { name: '改动' }).closest('section')
  expect(steps).toHaveTextContent('合并 C、D，保留 D')
  expect(steps).toHaveTextContent('面积有变 1 个网格，停用 1 个，自2026年11月30日起')
  const field = (name: string) => container.querySelector<HTMLInputElement>(`[name=${name}]`)?.value
  expect(field('mark')).toBe('M1')
  expect(JSON.parse(field('steps') ?? '')).toEqual([{ ...merge, name: null }])
  expect(screen.queryByRole('checkbox', { name: 'C格（C）' })).not.toBeInTheDocument()

  await user.click(screen.getByRole('button', { name: '撤销' }))
  expect(await screen.findByText('还没有改动。')).toBeInTheDocument()
  expect(screen.getByRole('button', { name: /试算/ })).toBeDisabled()
})

test('unsent work comes back after a reload, on newer boundaries with a word about it', async () => {
  const user = userEvent.setup()
  const first = openDesk()
  await user.click(await screen.findByRole('button', { name: '改名改号' }))
  await user.selectOptions(screen.getByRole('combobox'), 'B')
  await user.clear(screen.getByRole('textbox', { name: '名称' }))
  await user.type(screen.getByRole('textbox', { name: '名称' }), '河边格')
  await user.click(screen.getAllByRole('button', { name: '改名改号' }).at(-1) ?? document.body)
  expect(screen.getByText('B 改名为 河边格')).toBeInTheDocument()
  expect(keptDraftAt(address)?.steps).toHaveLength(1)
  first.unmount()

  const second = openDesk()
  expect(await screen.findByText(/已恢复这个窗口里的 1 步改动/)).toBeInTheDocument()
  second.unmount()

  openDesk('M2', true)
  expect(await screen.findByText(/1 步改动已在新的边界上再做一遍/)).toBeInTheDocument()
  const warning = screen.getByRole('alert')
  expect(warning).toHaveTextContent('您画图期间，边界有了变动')
  expect(within(warning).getByRole('button', { name: '换成新的边界' })).toBeInTheDocument()
})

test('what was kept and cannot be read is not there', () => {
  sessionStorage.setItem(`boundary-draft ${address}`, '{"mark":"M","steps":[{"act":"rub out"}]}')
  expect(keptDraftAt(address)).toBeNull()
})
