import { aSequence } from '../tessellations.ts'
import { type BadFile, badFiles, goodFiles } from './files.ts'

/** Every file of the corpus small enough to be broken a hundred times a second. */
const stock = Object.values({ ...badFiles, ...goodFiles }).filter(
  ({ text }) => text.length < 50_000,
)

/** The mutant of a number: a file of the corpus, broken in one to four ways; the same in every run. */
export function mutant(number: number): BadFile {
  const next = aSequence(number)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const file = pick(stock)
  let { text } = file
  for (let breaks = 1 + Math.floor(4 * next()); breaks > 0; breaks--) text = pick(ways)(text, next)
  return { ...file, text }
}

type Way = (text: string, next: () => number) => string

const hostileValues = [
  'null',
  '1e308',
  '-1e999',
  '"118.2"',
  '[]',
  '{}',
  '0',
  '-0.0',
  '5e-324',
  '118.2000000000000001',
  'true',
  '1e-300',
]

const ways: readonly Way[] = [
  flipByte,
  flipByte,
  cut,
  doubleStretch,
  swapNumber,
  swapNumber,
  nudgeNumber,
  nudgeNumber,
  onCoordinates((ring) => [...ring].reverse()),
  onCoordinates((ring, next) => [...ring].sort(() => next() - 0.5)),
  onCoordinates((ring) => [...ring, ...ring]),
  onCoordinates((ring, next) => ring.filter(() => next() < 0.7)),
  onCoordinates((ring, next) => [...ring, ring[Math.floor(next() * ring.length)]]),
  onFeatures((features) => [...features, ...features]),
  onFeatures((features) => [...features].reverse()),
]

function flipByte(text: string, next: () => number): string {
  const at = Math.floor(next() * text.length)
  return text.slice(0, at) + String.fromCharCode(32 + Math.floor(95 * next())) + text.slice(at + 1)
}

function cut(text: string, next: () => number): string {
  return text.slice(0, Math.floor(next() * text.length))
}

function doubleStretch(text: string, next: () => number): string {
  const at = Math.floor(next() * text.length)
  const length = Math.floor(next() * 200)
  return text.slice(0, at + length) + text.slice(at)
}

function swapNumber(text: string, next: () => number): string {
  const value = hostileValues[Math.floor(next() * hostileValues.length)] ?? 'null'
  return onNumber(text, next, () => value)
}

function nudgeNumber(text: string, next: () => number): string {
  const size = 10 ** -Math.floor(2 + 14 * next())
  return onNumber(text, next, (number) => String(number + (next() - 0.5) * size))
}

function onNumber(text: string, next: () => number, change: (value: number) => string): string {
  const found = [...text.matchAll(/-?\d+\.\d+/g)]
  const chosen = found[Math.floor(next() * found.length)]
  if (!chosen) return text
  const end = chosen.index + chosen[0].length
  return text.slice(0, chosen.index) + change(Number(chosen[0])) + text.slice(end)
}

/** Changes one ring of a text that is still JSON. */
function onCoordinates(change: (ring: unknown[], next: () => number) => unknown[]): Way {
  return (text, next) =>
    onParsed(text, (parsed) => {
      const rings: unknown[][] = []
      const waiting: unknown[] = [parsed]
      while (waiting.length > 0) {
        const one = waiting.pop()
        if (Array.isArray(one) && Array.isArray(one[0]) && !Array.isArray(one[0][0]))
          rings.push(one)
        else if (typeof one === 'object' && one !== null) waiting.push(...Object.values(one))
      }
      const ring = rings[Math.floor(next() * rings.length)]
      if (ring) ring.splice(0, ring.length, ...change(ring, next))
    })
}

function onFeatures(change: (features: unknown[]) => unknown[]): Way {
  return (text) =>
    onParsed(text, (parsed) => {
      if (!Array.isArray(parsed.features)) return
      parsed.features = change(parsed.features)
    })
}

function onParsed(text: string, change: (parsed: { features?: unknown }) => void): string {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null) return text
    change(parsed)
    return JSON.stringify(parsed)
  } catch {
    return text
  }
}
