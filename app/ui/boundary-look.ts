import type { PathOptions } from 'leaflet'
import type { Draft, Stage } from './boundary-draft.ts'
import { leastChange, sizeIn } from './boundary-size.ts'

/** How a grid stands to the redrawing; its word is said with the colour. */
export type GridLook = 'home' | 'beside' | 'chosen' | 'changed' | 'fresh'

export const lookLabels: Record<GridLook, string> = {
  home: '可调整',
  beside: '相邻',
  chosen: '选中',
  changed: '已改',
  fresh: '新网格',
}

export const lookStyles: Record<GridLook, PathOptions> = {
  home: { color: '#1864ab', weight: 1.2, dashArray: '', fillColor: '#1864ab', fillOpacity: 0.05 },
  beside: {
    color: '#868e96',
    weight: 1,
    dashArray: '4 4',
    fillColor: '#868e96',
    fillOpacity: 0.04,
  },
  chosen: { color: '#1864ab', weight: 3.5, dashArray: '', fillColor: '#1864ab', fillOpacity: 0.22 },
  changed: {
    color: '#a34f00',
    weight: 2.5,
    dashArray: '',
    fillColor: '#f59f00',
    fillOpacity: 0.25,
  },
  fresh: { color: '#2b8a3e', weight: 3, dashArray: '9 5', fillColor: '#2f9e44', fillOpacity: 0.25 },
}

/** Stands for the new part's code as long as it has none; no file can hold such a code. */
export const freshCode = '\u0001'

export function lookOf(
  code: string,
  chosen: readonly string[],
  { base }: Draft,
  shown: Stage,
): GridLook {
  if (!base.facts.has(code)) return 'fresh'
  if (chosen.includes(code)) return 'chosen'
  if (Math.abs(sizeIn(shown, code) - sizeIn(base, code)) >= leastChange) return 'changed'
  return base.home.has(code) ? 'home' : 'beside'
}

/** What is written on a grid. */
export function wordsOf(code: string, { facts }: Stage, look: GridLook): string {
  if (code === freshCode) return lookLabels.fresh
  const mark = look === 'changed' || look === 'fresh' ? `（${lookLabels[look]}）` : ''
  return `${facts.get(code)?.name ?? code}${mark}`
}

/** Codes that came up in the draft are as much at home as those it began with. */
export const isHome = ({ base }: Draft, code: string): boolean =>
  base.home.has(code) || !base.facts.has(code)
