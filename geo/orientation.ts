/** Relative error of the plain determinant (Shewchuk 1997, `ccwerrboundA`). */
const errorBound = (3 + 16 * 2 ** -53) * 2 ** -53
/** Splits a double into two halves of 26 bits (Dekker 1971). */
const splitter = 2 ** 27 + 1

/**
 * On which side of the line a→b the point p lies: positive left, negative right, 0 on the line.
 * The sign is exact for all finite coordinates of ordinary size; the value is the plain
 * determinant wherever that is certain, else ±tiny.
 */
export function orientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
): number {
  const left = (bx - ax) * (py - ay)
  const right = (by - ay) * (px - ax)
  const determinant = left - right
  const certain = errorBound * (Math.abs(left) + Math.abs(right))
  if (determinant > certain || -determinant > certain) return determinant
  if (left === 0 && right === 0 && isExactlyZero(ax, ay, bx, by, px, py)) return 0
  return exactSign(ax, ay, bx, by, px, py) * Number.MIN_VALUE
}

/** Differences of doubles vanish only when the doubles are equal, so zero factors are exact. */
const isExactlyZero = (ax: number, ay: number, bx: number, by: number, px: number, py: number) =>
  (bx === ax || py === ay) && (by === ay || px === ax)

/** ax·by − ax·py − px·by − ay·bx + ay·px + py·bx, summed without rounding. */
function exactSign(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const terms: number[] = []
  addProduct(terms, ax, by)
  addProduct(terms, -ax, py)
  addProduct(terms, -px, by)
  addProduct(terms, -ay, bx)
  addProduct(terms, ay, px)
  addProduct(terms, py, bx)
  return Math.sign(terms.at(-1) ?? 0)
}

/** Adds the two parts of the exact product to an expansion kept in growing order of size. */
function addProduct(expansion: number[], a: number, b: number): void {
  const product = a * b
  const aHigh = a * splitter - (a * splitter - a)
  const bHigh = b * splitter - (b * splitter - b)
  const aLow = a - aHigh
  const bLow = b - bHigh
  grow(expansion, aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow))
  grow(expansion, product)
}

function grow(expansion: number[], term: number): void {
  let sum = term
  let kept = 0
  for (const part of expansion) {
    const total = sum + part
    const virtual = total - sum
    const rest = sum - (total - virtual) + (part - virtual)
    if (rest !== 0) expansion[kept++] = rest
    sum = total
  }
  expansion.length = kept
  if (sum !== 0) expansion.push(sum)
}
