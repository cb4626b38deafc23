import { Alert, Group, NativeSelect, Stack } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { Vertex } from '#geo/redrawing/redraw.ts'
import type { Day } from '../domain/day.ts'
import type { RedrawStep } from '../domain/redrawing.ts'
import {
  type Draft,
  newDraft,
  redoStep,
  type Stage,
  stageAfter,
  stageOf,
  takeStep,
  undoStep,
} from './boundary-draft.ts'
import { BoundaryGround } from './boundary-ground.tsx'
import { freshCode, type GridLook, isHome, lookLabels, lookOf, wordsOf } from './boundary-look.ts'
import { BoundaryMap } from './boundary-map.tsx'
import { BoundaryMerge } from './boundary-merge.tsx'
import { BoundaryRename } from './boundary-rename.tsx'
import { sizeIn } from './boundary-size.ts'
import { BoundarySplit } from './boundary-split.tsx'
import { BoundarySteps } from './boundary-steps.tsx'
import { BoundaryVertices } from './boundary-vertices.tsx'
import { redrawRefusals } from './boundary-words.ts'

const modes = { borders: '改边界', split: '划分', merge: '合并', rename: '改名改号' } as const
type Mode = keyof typeof modes

export interface BoundaryEditorProps {
  draft: Draft
  onDraft: (draft: Draft) => void
  /** The grid to begin with. */
  focus: string | null
  on: Day
  children: React.ReactNode
}

/** The map, what can be done on it, and the list of what has been done. */
export function BoundaryEditor({ draft, onDraft, focus, on, children }: BoundaryEditorProps) {
  const [mode, setMode] = useState<Mode>('borders')
  const [picked, setPicked] = useState<readonly string[]>(focus ? [focus] : [])
  const [line, setLine] = useState<readonly Vertex[]>([])
  const [side, setSide] = useState<'left' | 'right'>('left')
  const [corner, setCorner] = useState<Vertex | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const centre = useRef<(() => Vertex) | null>(null)
  const stage = stageOf(draft)
  const codes = picked.filter((code) => stage.facts.has(code))
  const code = codes[0] ?? null

  const cut = useMemo(() => {
    if (mode !== 'split' || code === null || line.length < 2) return null
    const unnamed = { newCode: freshCode, name: null, households: null, population: null }
    const step = { act: 'split' as const, code, line: line.map(pairOf), side, ...unnamed }
    return { step, after: stageAfter(stage, step) }
  }, [mode, code, line, side, stage])
  const shown = cut?.after.ok ? cut.after.stage : stage
  const [seen, setSeen] = useState(focus)
  const inSight = useMemo(
    () => (seen !== null && draft.base.facts.has(seen) ? [seen] : [...draft.base.home]),
    [draft.base, seen],
  )

  function take(step: RedrawStep): boolean {
    const taken = takeStep(draft, step)
    setRefusal(taken.ok ? null : redrawRefusals[taken.reason])
    if (taken.ok) onDraft(taken.draft)
    return taken.ok
  }

  function pick(next: string) {
    setRefusal(null)
    setCorner(null)
    if (mode !== 'merge') {
      setPicked([next])
      setSeen(next)
    } else
      setPicked(codes.includes(next) ? codes.filter((each) => each !== next) : [...codes, next])
  }

  function remove(at: Vertex) {
    if (take({ act: 'remove', at: pairOf(at) })) setCorner(null)
  }

  function goTo(next: Mode) {
    setMode(next)
    setLine([])
    setCorner(null)
    setRefusal(null)
    if (next !== 'merge') setPicked(codes.slice(0, 1))
  }

  const go = (next: Draft) => {
    setCorner(null)
    setRefusal(null)
    onDraft(next)
  }

  const grid = stage.grids.find((each) => each.code === code)
  return (
    <div className="boundary-panes">
      <div>
        <BoundaryMap
          grids={shown.grids}
          wordsOf={(each) => wordsOf(each, shown, lookOf(each, codes, draft, shown))}
          lookOf={(each) => lookOf(each, codes, draft, shown)}
          inSight={inSight}
          cornersOf={mode === 'borders' && code && isHome(draft, code) ? grid : undefined}
          chosenCorner={corner}
          line={mode === 'split' && code !== null ? line : null}
          onPick={pick}
          onLine={setLine}
          onMove={(from, to) => {
            if (take({ act: 'move', from: pairOf(from), to: pairOf(to) })) setCorner(to)
          }}
          onInsert={([a, b], at) => {
            const between: [Pair, Pair] = [pairOf(a), pairOf(b)]
            if (take({ act: 'insert', between, at: pairOf(at) })) setCorner(at)
          }}
          onChoose={setCorner}
          onRemove={remove}
          onCentre={(ask) => {
            centre.current = ask
          }}
        />
        <ul className="boundary-legend" aria-label="图例">
          {(Object.keys(lookLabels) as GridLook[]).map((look) => (
            <li key={look} data-look={look}>
              {lookLabels[look]}
            </li>
          ))}
        </ul>
      </div>
      <Stack gap="md" className="boundary-side">
        <Group gap={0} className="boundary-modes" role="group" aria-label="要做什么">
          {(Object.keys(modes) as Mode[]).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === mode}
              onClick={() => goTo(each)}
            >
              {modes[each]}
            </button>
          ))}
        </Group>
        {mode !== 'merge' && (
          <NativeSelect
            label="网格（也可以在地图上点）"
            value={code ?? ''}
            onChange={({ currentTarget }) => {
              if (currentTarget.value) pick(currentTarget.value)
            }}
          >
            <option value="">请选择网格</option>
            {[...stage.facts]
              .filter(([each]) => isHome(draft, each))
              .map(([each, { name }]) => (
                <option key={each} value={each}>
                  {name}（{each}）
                </option>
              ))}
          </NativeSelect>
        )}
        {mode !== 'merge' && code !== null && <BoundaryGround draft={draft} code={code} />}
        {refusal !== null && (
          <Alert color="red" role="alert" title="这一步做不了">
            {refusal}
          </Alert>
        )}
        {mode !== 'merge' && code !== null && !isHome(draft, code) && (
          <Alert color="blue">
            {code}{' '}
            只是相邻的网格，不在这次打开的范围里。可以合并它；要划分或改它的边界，请打开它所在的区域。
          </Alert>
        )}
        {mode === 'borders' && code !== null && (
          <BoundaryVertices
            corner={corner}
            owners={corner ? ownersOf(stage, corner) : []}
            onRemove={remove}
          />
        )}
        {mode === 'split' && code !== null && isHome(draft, code) && (
          <BoundarySplit
            key={code}
            line={line}
            refusal={cut && !cut.after.ok ? redrawRefusals[cut.after.reason] : null}
            parts={cut?.after.ok ? partsOf(cut.after.stage, code) : null}
            onLine={setLine}
            onCentre={() => {
              const place = centre.current?.()
              if (place) setLine([...line, place])
            }}
            onTurn={() => setSide(side === 'left' ? 'right' : 'left')}
            onSplit={(details) => {
              if (!cut || !take({ ...cut.step, ...details })) return
              setLine([])
              setPicked([details.newCode])
            }}
          />
        )}
        {mode === 'merge' && (
          <BoundaryMerge
            key={draft.done.length}
            stage={stage}
            chosen={codes}
            onPick={pick}
            onMerge={(keep, name) => {
              if (take({ act: 'merge', codes: [...codes], keep, name })) setPicked([keep])
            }}
          />
        )}
        {mode === 'rename' && code !== null && isHome(draft, code) && (
          <BoundaryRename
            key={`${code} ${draft.done.length}`}
            code={code}
            name={stage.facts.get(code)?.name ?? ''}
            onRename={(newCode, name) => {
              if (take({ act: 'rename', code, newCode, name })) setPicked([newCode])
            }}
          />
        )}
        <BoundarySteps
          draft={draft}
          on={on}
          onUndo={() => go(undoStep(draft))}
          onRedo={() => go(redoStep(draft))}
          onDrop={() => go(newDraft(draft.base))}
        />
        {children}
      </Stack>
    </div>
  )
}

type Pair = [x: number, y: number]
const pairOf = ([x, y]: Vertex): Pair => [x, y]

const partsOf = (after: Stage, code: string) => ({
  old: sizeIn(after, code),
  fresh: sizeIn(after, freshCode),
})

/** The grids that have a corner, by name and code. */
const ownersOf = ({ grids, facts }: Stage, [x, y]: Vertex): string[] =>
  grids
    .filter(({ polygons }) => polygons.flat(2).some((vertex) => vertex[0] === x && vertex[1] === y))
    .map(({ code }) => `${facts.get(code)?.name ?? ''}（${code}）`)
