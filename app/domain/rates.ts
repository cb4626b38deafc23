/** A part of a whole; `rate` is a decimal with four places, half up, and null without a whole. */
export interface Rate {
  numerator: number
  denominator: number
  rate: string | null
}

/** 同比 or 环比: numerator = current − previous, denominator = previous. */
export interface Change extends Rate {
  current: number
  previous: number
}

/** 569 of 615 → `0.9252`. Whole numbers; the half is rounded away from zero. */
export const rateOf = (numerator: number, denominator: number): Rate => {
  const rounded = tenThousandthsOf(numerator, denominator)
  return { numerator, denominator, rate: rounded === null ? null : decimalText(rounded, 4) }
}

export const changeOf = (current: number, previous: number): Change => ({
  current,
  previous,
  ...rateOf(current - previous, previous),
})

/** 569 of 615 → `92.52%`; — when there is nothing to divide by. */
export function rateText(numerator: number, denominator: number): string {
  const rounded = tenThousandthsOf(numerator, denominator)
  return rounded === null ? '—' : `${decimalText(rounded, 2)}%`
}

/** 上升12.50%, 下降8.33%, 持平; without a base — and which base it is that is 0. */
export function changeText(current: number, previous: number, against: 'yoy' | 'mom'): string {
  const rounded = tenThousandthsOf(current - previous, previous)
  if (rounded === null) return against === 'yoy' ? '—（上年同期为0）' : '—（上月为0）'
  return directionText(rounded, '%')
}

/** The change of a rate, as the difference of the two printed rates: 上升9.93个百分点. */
export function pointsText(
  current: { numerator: number; denominator: number },
  previous: { numerator: number; denominator: number },
): string {
  const now = tenThousandthsOf(current.numerator, current.denominator)
  const before = tenThousandthsOf(previous.numerator, previous.denominator)
  return now === null || before === null ? '—' : directionText(now - before, '个百分点')
}

const directionText = (hundredths: number, unit: string): string => {
  if (hundredths === 0) return '持平'
  return `${hundredths > 0 ? '上升' : '下降'}${decimalText(Math.abs(hundredths), 2)}${unit}`
}

function tenThousandthsOf(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null
  const above = 2 * Math.abs(numerator) * 10_000 + denominator
  const rounded = (above - (above % (2 * denominator))) / (2 * denominator)
  return numerator < 0 && rounded > 0 ? -rounded : rounded
}

function decimalText(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
