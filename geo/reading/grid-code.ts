type CodeRead = { ok: true; code: string } | { ok: false; kind: 'noCode' | 'badCode' }

/**
 * The code of a grid as text, without blanks around it; a number by its digits.
 * @param text the feature as the file has it, for the digits of long numbers
 */
export function codeOf(
  properties: Record<string, unknown>,
  codeField: string,
  text: string,
): CodeRead {
  const value = Object.hasOwn(properties, codeField) ? properties[codeField] : undefined
  if (value === undefined || value === null) return { ok: false, kind: 'noCode' }
  if (typeof value === 'number') return { ok: true, code: digitsOf(value, codeField, text) }
  if (typeof value !== 'string') return { ok: false, kind: 'badCode' }
  const code = value.trim()
  return code === '' ? { ok: false, kind: 'noCode' } : { ok: true, code }
}

/**
 * The digits of a whole number however it is written: 105.0, as tools export columns with gaps, is
 * 105. Larger ones lose digits as doubles, so the text is asked.
 */
function digitsOf(value: number, codeField: string, text: string): string {
  if (Number.isSafeInteger(value)) return String(value)
  const field = JSON.stringify(codeField).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  for (const [, digits] of text.matchAll(new RegExp(`${field}\\s*:\\s*(-?[0-9.eE+-]+)`, 'g'))) {
    if (Number(digits) === value) return digits as string
  }
  return String(value)
}
