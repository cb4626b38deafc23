/** Where the features of a GeoJSON text stand. */
export interface FeaturePlaces {
  /** Line of each element of the `features` array, from 1. */
  readonly lines: readonly number[]
  /** Offsets of each element in the text. */
  readonly starts: readonly number[]
}

/** One pass over a text that is known to be JSON; nothing is parsed and nothing recurses. */
export function findFeatures(text: string): FeaturePlaces {
  let starts: number[] = []
  let depth = 0
  let topKey = ''
  let inFeatures = false
  let awaits = false // the next visible character begins an element
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit <= 32) continue
    if (awaits && unit !== closeBracket) starts.push(at)
    awaits = false
    if (unit === quote) {
      const end = endOfString(text, at)
      if (depth === 1) topKey = text.slice(at, end)
      at = end - 1
    } else if (unit === openBrace || unit === openBracket) {
      depth++
      if (depth === 2 && topKey === '"features"' && unit === openBracket) {
        inFeatures = true
        awaits = true
        starts = [] // of repeated members JSON keeps the last
      }
    } else if (unit === closeBrace || unit === closeBracket) {
      depth--
      if (depth === 1) inFeatures = false
    } else if (unit === comma) awaits = inFeatures && depth === 2
  }
  return { lines: linesAt(text, starts), starts }
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at + 1
}

function linesAt(text: string, offsets: readonly number[]): number[] {
  let line = 1
  let newline = text.indexOf('\n')
  return offsets.map((offset) => {
    while (newline >= 0 && newline < offset) {
      line++
      newline = text.indexOf('\n', newline + 1)
    }
    return line
  })
}
