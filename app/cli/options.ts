import { isLayer, type Layer } from '../domain/areas.ts'
import { type MendKind, mendKinds } from '../domain/boundary-mends.ts'
import { type Day, isDay, isMonth, type Month } from '../domain/day.ts'
import { coordinateSystems } from '../domain/incidents.ts'
import { rowIdOf } from '../domain/row-id.ts'
import { type StatedCrs, statedCrsOf } from '../domain/stated-crs.ts'
import { Refusal } from './refusal.ts'

export function dayOption(name: string, text: string | undefined): Day | undefined {
  if (text === undefined || isDay(text)) return text
  throw new Refusal(`--${name} 应是 2026-03-08 这样的日期，不是 ${text}`)
}

export function monthOption(name: string, text: string): Month {
  if (isMonth(text)) return text
  throw new Refusal(`--${name} 应是 2026-03 这样的月份，不是 ${text}`)
}

export function layerOption(text: string): Layer {
  if (isLayer(text)) return text
  throw new Refusal(`--layer 应是 police 或 governance，不是 ${text}`)
}

export function crsOption(text: string): StatedCrs {
  const crs = statedCrsOf(text)
  if (crs) return crs
  const names = coordinateSystems.join('、')
  throw new Refusal(`--crs 应是 ${names}、file 或 EPSG:4527 这样的编号，不是 ${text}`)
}

/** Mends by name, with commas between them. */
export function mendOption(text: string | undefined): MendKind[] {
  return (text ?? '')
    .split(',')
    .filter((name) => name !== '')
    .map((name) => {
      const mend = mendKinds.find((kind) => kind === name)
      if (mend) return mend
      throw new Refusal(`--mend 可以是 ${mendKinds.join('、')}（用逗号连写），没有 ${name}`)
    })
}

/** The number of a batch of imports. */
export function batchOption(text: string): number {
  const batchId = rowIdOf(text)
  if (batchId > 0) return batchId
  throw new Refusal(`批次号应是正整数，不是 ${text}`)
}

export function numberOption(name: string, text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text)
  throw new Refusal(`--${name} 应是一个数，不是 ${text}`)
}
