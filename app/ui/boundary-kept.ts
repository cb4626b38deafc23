import * as v from 'valibot'
import { type RedrawStep, redrawStep } from '../domain/redrawing.ts'

/** A redrawing as this window of the browser keeps it over a reload. */
export interface KeptDraft {
  mark: string
  steps: RedrawStep[]
}

const keptDraft = v.object({ mark: v.string(), steps: v.array(redrawStep) })

/** What was kept under an address; null when there is nothing that can be used. */
export function keptDraftAt(address: string): KeptDraft | null {
  try {
    const kept = v.safeParse(keptDraft, JSON.parse(sessionStorage.getItem(keyOf(address)) ?? ''))
    return kept.success && kept.output.steps.length > 0 ? kept.output : null
  } catch {
    return null
  }
}

/** Keeps the steps, or forgets the address where there are none. A full store keeps nothing. */
export function keepDraft(address: string, { mark, steps }: KeptDraft): void {
  try {
    if (steps.length === 0) sessionStorage.removeItem(keyOf(address))
    else sessionStorage.setItem(keyOf(address), JSON.stringify({ mark, steps }))
  } catch {
    // Private windows may refuse; the page warns before it is left anyway.
  }
}

const keyOf = (address: string) => `boundary-draft ${address}`
