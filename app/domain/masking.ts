/** 张三 → 张**: the first character and always two stars, so that the length tells nothing. */
export const maskName = (name: string): string => {
  const [first] = name.trim()
  return first === undefined ? '' : `${first}**`
}

/** 13812341234 → 138****1234. Anything but a mobile number keeps at most its last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits.length === 11) return `${digits.slice(0, 3)}****${digits.slice(7)}`
  return digits === '' ? '' : `****${digits.length > 6 ? digits.slice(-2) : ''}`
}

/** **************1234: eighteen places, the last four to be read. */
export function maskIdNumber(idNumber: string): string {
  const characters = idNumber.replace(/\s/g, '')
  return characters.length === 18
    ? '*'.repeat(14) + characters.slice(14)
    : '*'.repeat(characters.length)
}

export interface PersonalMark {
  kind: 'idNumber' | 'phone'
  /** As it stands in the text. */
  text: string
}

/**
 * Citizens' ID numbers (18 places with a plausible birthday, GB 11643-1999) and mobile numbers (11
 * digits) in free text, in the order found; full-width digits, spaces and hyphens do not hide them.
 * Empty when there is nothing to warn about.
 */
export function looksPersonal(text: string): PersonalMark[] {
  const plain = text.replace(/[０-９Ｘ]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
  return [...plain.matchAll(personalPattern)].map(({ 0: found, index, groups }) => ({
    kind: groups?.idNumber === undefined ? 'phone' : 'idNumber',
    text: text.slice(index, index + found.length),
  }))
}

const personalPattern =
  /(?<!\d)(?:(?<idNumber>[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx])|1[3-9]\d(?:[ -]?\d{4}){2})(?!\d)/g
