/** Order of codes as their UTF-8 bytes: the order of every list, file and tie in the product. */
export function compareCodes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Surrogates (code points from U+10000) stand after U+E000–U+FFFF in UTF-8, before them in UTF-16. */
const rank = (unit: number) =>
  unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit
