import { isLayer, type Layer } from '../domain/areas.ts'
import { type Day, isDay, isMonth, type Month } from '../domain/day.ts'
import { type CoordinateSystem, coordinateSystems } from '../domain/incidents.ts'
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

export function crsOption(text: string): CoordinateSystem {
  const crs = coordinateSystems.find((name) => name === text)
  if (crs) return crs
  throw new Refusal(`--crs 应是 ${coordinateSystems.join('、')} 之一，不是 ${text}`)
}

export function numberOption(name: string, text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text)
  throw new Refusal(`--${name} 应是一个数，不是 ${text}`)
}
