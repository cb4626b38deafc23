/** Between two records: how far into the text, in characters, and on which line, from 1. */
export interface Position {
  offset: number
  line: number
}

/**
 * Finds the records of a CSV (RFC 4180; LF or CR LF; a quoted field may hold line breaks) in text
 * that comes in pieces. The delimiter is the one of comma, semicolon and tab that the first line
 * has most of. Empty lines are passed over.
 */
export class CsvScanner {
  /** What is being read; `start` and `end` of the record are places in it. */
  text = ''
  start = 0
  end = 0
  /** The line that the record starts on. */
  line = 1
  /** Whether the record holds a quote. */
  isQuoted = false
  delimiter = ''
  #at = 0
  #before = 0
  #nextLine = 1
  #nextQuote = -1

  /** Adds a piece; places in the text before it do not hold any more. */
  feed(piece: string): void {
    this.text = this.text.slice(this.#at) + piece
    this.#before += this.#at
    this.#at = 0
    this.#nextQuote = -1
    if (this.delimiter === '' && this.text.includes('\n')) this.delimiter = delimiterOf(this.text)
  }

  /** Moves on to the next record; false when it does not end in the text so far. */
  next(): boolean {
    for (;;) {
      const { text } = this
      const start = this.#at
      if (this.#nextQuote < start) this.#nextQuote = quoteFrom(text, start)
      let end = text.indexOf('\n', start)
      this.isQuoted = this.#nextQuote < end
      if (end < 0 || this.isQuoted) end = endOfRecord(text, start, end, this.delimiter)
      if (end < 0) return false
      this.#at = end + 1
      this.line = this.#nextLine
      this.#nextLine += this.isQuoted ? linesIn(text, start, end) : 1
      this.start = start
      this.end = end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end
      if (this.end > start) return true
    }
  }

  /** Where the next record begins. */
  get position(): Position {
    return { offset: this.#before + this.#at, line: this.#nextLine }
  }

  /** Characters that wait for the end of their record. */
  get waiting(): number {
    return this.text.length - this.#at
  }

  /** Goes on from a place between records of the same text, whose pieces before it are left out. */
  resume({ offset, line }: Position, delimiter: string): void {
    this.#before = offset
    this.#nextLine = line
    this.delimiter = delimiter
  }

  /** The record's fields, without the quotes around them. */
  fields(): string[] {
    const record = this.text.slice(this.start, this.end)
    return this.isQuoted ? quotedFieldsOf(record, this.delimiter) : record.split(this.delimiter)
  }

  /** Some of its fields, by their numbers in growing order; empty where the record is too short. */
  fieldsAt(numbers: readonly number[]): string[] {
    if (this.isQuoted) {
      const fields = this.fields()
      return numbers.map((number) => fields[number] ?? '')
    }
    const { text, end, delimiter } = this
    const found: string[] = []
    let number = 0
    let start = this.start
    for (const wanted of numbers) {
      for (; number < wanted && start <= end; number++)
        start = afterField(text, start, end, delimiter)
      found.push(start > end ? '' : text.slice(start, afterField(text, start, end, delimiter) - 1))
    }
    return found
  }
}

const carriageReturn = 13
const quote = '"'

function delimiterOf(text: string): string {
  const header = text.slice(0, text.indexOf('\n') + 1)
  const count = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

const quoteFrom = (text: string, start: number): number => {
  const at = text.indexOf(quote, start)
  return at < 0 ? Number.POSITIVE_INFINITY : at
}

/** Where the field after this one starts; past the end of the record after the last. */
function afterField(text: string, start: number, end: number, delimiter: string): number {
  const at = text.indexOf(delimiter, start)
  return at < 0 || at >= end ? end + 1 : at + 1
}

/** The line feed that ends the record at `start`, outside quoted fields; −1 when it is not there. */
function endOfRecord(text: string, start: number, lineFeed: number, delimiter: string): number {
  let end = lineFeed
  let fieldStart = start
  for (;;) {
    const quoted = text.indexOf(quote, fieldStart)
    if (quoted < 0 || quoted > end) return end
    const opens = quoted === start || text[quoted - 1] === delimiter
    if (!opens) {
      fieldStart = quoted + 1
      continue
    }
    const closed = endOfQuoted(text, quoted + 1)
    if (closed < 0) return -1
    fieldStart = closed + 1
    if (closed > end) end = text.indexOf('\n', closed)
  }
}

/** The quote that ends a quoted field: the first one that is not doubled. */
function endOfQuoted(text: string, start: number): number {
  let at = text.indexOf(quote, start)
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2)
  return at
}

function quotedFieldsOf(record: string, delimiter: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < record.length; i++) {
    const character = record[i] ?? ''
    if (quoted && character === quote && record[i + 1] === quote) {
      field += quote
      i++
    } else if (character === quote && (quoted || field === '')) {
      quoted = !quoted
    } else if (character === delimiter && !quoted) {
      fields.push(field)
      field = ''
    } else {
      field += character
    }
  }
  fields.push(field)
  return fields
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 1
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    lines++
  }
  return lines
}
