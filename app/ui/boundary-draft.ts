import { type DrawnGrid, type RedrawRefusal, redraw } from '#geo/redrawing/redraw.ts'
import { actOf, type FactsByCode, factsAfter, type RedrawStep } from '../domain/redrawing.ts'

/** Grids as they stand after some step: outlines, and what stands beside them. */
export interface Stage {
  readonly grids: readonly DrawnGrid[]
  readonly facts: FactsByCode
}

/** What the server gave to be redrawn. */
export interface DraftBase extends Stage {
  /** The boundaries drawn on. */
  readonly mark: string
  /** The grids of the place chosen; the others only border on them. */
  readonly home: ReadonlySet<string>
}

interface Done extends Stage {
  readonly step: RedrawStep
}

/** A redrawing under way. Every value is left as it is: undoing goes back to the very one before. */
export interface Draft {
  readonly base: DraftBase
  readonly done: readonly Done[]
  readonly undone: readonly Done[]
}

export const newDraft = (base: DraftBase): Draft => ({ base, done: [], undone: [] })

export const stageOf = ({ base, done }: Draft): Stage => done.at(-1) ?? base

export const stepsOf = ({ done }: Draft): RedrawStep[] => done.map(({ step }) => step)

/** The stage after one more step, or why it does not go. */
export function stageAfter(
  { grids, facts }: Stage,
  step: RedrawStep,
): { ok: true; stage: Stage } | { ok: false; reason: RedrawRefusal } {
  const act = actOf(step)
  const redrawn = act ? redraw(grids, act) : { ok: true as const, grids }
  if (!redrawn.ok) return redrawn
  return { ok: true, stage: { grids: redrawn.grids, facts: factsAfter(facts, step) } }
}

export function takeStep(
  draft: Draft,
  step: RedrawStep,
): { ok: true; draft: Draft } | { ok: false; reason: RedrawRefusal } {
  const { base, done } = goesOn(draft, step) ? undoStep(draft) : draft
  const joined = goesOn(draft, step) ? joinedMove(draft, step) : step
  const after = stageAfter(stageOf({ base, done, undone: [] }), joined)
  if (!after.ok) return after
  return {
    ok: true,
    draft: { base, done: [...done, { ...after.stage, step: joined }], undone: [] },
  }
}

export function undoStep({ base, done, undone }: Draft): Draft {
  const last = done.at(-1)
  return last
    ? { base, done: done.slice(0, -1), undone: [last, ...undone] }
    : { base, done, undone }
}

export function redoStep({ base, done, undone }: Draft): Draft {
  const [next, ...rest] = undone
  return next ? { base, done: [...done, next], undone: rest } : { base, done, undone }
}

/** Takes steps again on other boundaries, up to the first that does not go there. */
export function replay(
  base: DraftBase,
  steps: readonly RedrawStep[],
): { draft: Draft; lost: number } {
  let draft = newDraft(base)
  for (const [index, step] of steps.entries()) {
    const taken = takeStep(draft, step)
    if (!taken.ok) return { draft, lost: steps.length - index }
    draft = taken.draft
  }
  return { draft, lost: 0 }
}

/** A corner moved on from where the last step left it, as the arrow keys do, is one move. */
function goesOn({ done }: Draft, step: RedrawStep): boolean {
  const last = done.at(-1)?.step
  return (
    last?.act === 'move' &&
    step.act === 'move' &&
    last.to[0] === step.from[0] &&
    last.to[1] === step.from[1]
  )
}

function joinedMove({ done }: Draft, step: RedrawStep): RedrawStep {
  const last = done.at(-1)?.step
  return last?.act === 'move' && step.act === 'move' ? { ...step, from: last.from } : step
}
