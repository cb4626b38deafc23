import * as v from 'valibot'
import { addDays, type Day, weekdayOf } from './day.ts'
import { choice, optionalText, requiredDay, requiredText } from './form-fields.ts'

/** What stands beside a grid's outline and follows it through a redrawing. */
export interface GridFacts {
  name: string
  /** The code of its area, where a file stated it. */
  areaCode: string | null
  households: number | null
  population: number | null
}

export type FactsByCode = ReadonlyMap<string, GridFacts>

/** Longitude and latitude in 1e-7°. */
const vertex = v.tuple([
  v.pipe(v.number(), v.integer(), v.minValue(-1_800_000_000), v.maxValue(1_800_000_000)),
  v.pipe(v.number(), v.integer(), v.minValue(-900_000_000), v.maxValue(900_000_000)),
])
const code = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(64))
/** As an import takes codes and names: nothing that cannot be read. */
const newCode = v.pipe(code, v.regex(/^\P{Cc}+$/u))
const name = v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(100), v.regex(/^\P{Cc}*$/u)))
const count = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1)))

/** One step of a redrawing as the page sends it: the act, and what the new grid is called. */
export const redrawStep = v.variant('act', [
  v.object({
    act: v.literal('split'),
    code,
    line: v.pipe(v.array(vertex), v.minLength(2), v.maxLength(500)),
    newCode,
    side: v.picklist(['left', 'right']),
    name,
    households: count,
    population: count,
  }),
  v.object({
    act: v.literal('merge'),
    codes: v.pipe(v.array(code), v.minLength(2), v.maxLength(100)),
    keep: code,
    name,
  }),
  v.object({ act: v.literal('move'), from: vertex, to: vertex }),
  v.object({ act: v.literal('insert'), between: v.tuple([vertex, vertex]), at: vertex }),
  v.object({ act: v.literal('remove'), at: vertex }),
  v.object({ act: v.literal('rename'), code, newCode, name }),
])
export type RedrawStep = v.InferOutput<typeof redrawStep>

/** The Monday after a day: when new boundaries begin unless somebody says otherwise. */
export const nextMonday = (today: Day): Day => addDays(today, (8 - weekdayOf(today)) % 7 || 7)

/** What a step does to outlines; null when it changes a name alone. */
export function actOf(step: RedrawStep) {
  if (step.act !== 'rename') return step
  const { code, newCode } = step
  return code === newCode ? null : { act: 'renumber' as const, code, newCode }
}

/** More acts than anybody does at one sitting. */
const mostSteps = 1000

/** A redrawing as it is sent to be tried: its acts alone, never a shape. */
export const redrawingForm = v.object({
  on: requiredDay('启用日期'),
  mark: requiredText('边界的版本', 64),
  steps: v.pipe(
    v.optional(v.string(), ''),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const steps = v.safeParse(listOfSteps, jsonOf(dataset.value))
      if (steps.success) return steps.output
      addIssue({ message: '没有可以试算的改动，请先在地图上改，再试算' })
      return NEVER
    }),
  ),
})

/** 合并 without a map: the codes are posted beside it. */
export const mergeForm = v.object({
  on: requiredDay('启用日期'),
  mark: requiredText('边界的版本', 64),
  keep: requiredText('保留的网格', 64),
  name: optionalText(100),
  act: choice(['merge'], '请从页面上的按钮操作'),
})

const listOfSteps = v.pipe(v.array(redrawStep), v.minLength(1), v.maxLength(mostSteps))

/**
 * What the grids are called and hold after a step. The sum of households and of people stays: what
 * a new part is said to have is taken from the old; unknown parts make a merged number unknown.
 */
export function factsAfter(facts: FactsByCode, step: RedrawStep): FactsByCode {
  switch (step.act) {
    case 'split':
      return afterSplit(facts, step)
    case 'merge':
      return afterMerge(facts, step)
    case 'rename': {
      const { code, newCode, name } = step
      const known = facts.get(code)
      if (!known) return facts
      const left = new Map(facts)
      left.delete(code)
      return left.set(newCode, { ...known, name: name || known.name })
    }
    default:
      return facts
  }
}

function afterSplit(facts: FactsByCode, step: RedrawStep & { act: 'split' }): FactsByCode {
  const whole = facts.get(step.code)
  if (!whole) return facts
  const { households, population } = step
  return new Map(facts)
    .set(step.code, {
      ...whole,
      households: without(whole.households, households),
      population: without(whole.population, population),
    })
    .set(step.newCode, {
      name: step.name || step.newCode,
      areaCode: whole.areaCode,
      households,
      population,
    })
}

function afterMerge(facts: FactsByCode, { codes, keep, name }: RedrawStep & { act: 'merge' }) {
  const kept = facts.get(keep)
  if (!kept) return facts
  const merged = [...new Set(codes)].flatMap((code) => facts.get(code) ?? [])
  const after = new Map(facts)
  for (const code of codes) after.delete(code)
  return after.set(keep, {
    ...kept,
    name: name || kept.name,
    households: sumOf(merged.map(({ households }) => households)),
    population: sumOf(merged.map(({ population }) => population)),
  })
}

const without = (whole: number | null, part: number | null): number | null =>
  whole === null ? null : Math.max(0, whole - (part ?? 0))

const sumOf = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((sum, number) => (sum === null || number === null ? null : sum + number), 0)

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
