import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { disputeKinds } from '#seeds/prefecture/dispute-mix.ts'
import { generateDisputes } from '#seeds/prefecture/disputes.ts'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { disputeTypes } from '#seeds/vocabularies/dispute-types.ts'
import { isOpen, mayMove } from '~/domain/mediation.ts'

const prefecture = generatePrefecture({ scale: 0.02 })
const span = { from: '2025-01-01', to: '2026-02-14', count: 3_600 }
const disputes = [...generateDisputes(prefecture, span)]

test('exactly as many disputes as asked for, the same each time', () => {
  expect(disputes).toHaveLength(3_600)
  expect([...generateDisputes(prefecture, span)]).toEqual(disputes)
  const digest = createHash('sha256').update(JSON.stringify(disputes)).digest('hex')
  expect(digest).toBe('4534b169098ccb175534bfd754ead9b54fd0ab70fe8a18425c431a15e7fd7f7e')
})

test('every move is one the rules of mediation allow, in the order of time', () => {
  for (const { number, moves, status, openedOn } of disputes) {
    expect(moves[0]).toMatchObject({ to: 'registered', on: openedOn })
    expect(moves.at(-1)?.to).toBe(status)
    moves.slice(1).forEach((move, index) => {
      const before = moves[index]
      if (!before) throw new Error('no move before the second')
      expect(mayMove(before.to, move.to), `${number} ${before.to} → ${move.to}`).toBe(true)
      expect(move.at > before.at && move.on >= before.on && move.on <= span.to).toBe(true)
    })
  }
})

test('about one in eight is still open on the last day, in every stage', () => {
  const open = disputes.filter(({ status }) => isOpen(status))
  expect(open.length / disputes.length).toBeGreaterThan(0.09)
  expect(open.length / disputes.length).toBeLessThan(0.15)
  const held = new Set(open.map(({ status }) => status))
  expect([...held]).toEqual(
    expect.arrayContaining(['registered', 'investigating', 'mediating', 'performing', 'followUp']),
  )
})

test('types follow the measured shares and the crosswalk of their codes', () => {
  const rows = new Map(disputeTypes.map((type) => [type.code, type]))
  for (const { typeCode, mojCode } of disputes) {
    const row = rows.get(typeCode)
    expect(row).toBeDefined()
    // Unpaid migrant workers are 0701 with a ministry type of their own.
    if (mojCode !== '10') expect(row?.mojCode, typeCode).toBe(mojCode)
  }
  for (const { mojCode, share } of disputeKinds) {
    const drawn = disputes.filter((dispute) => dispute.mojCode === mojCode).length
    expect(Math.abs(drawn / 36 - share)).toBeLessThan(2.5)
  }
})

test('a closed dispute has had all its visits, and some planned ones are overdue', () => {
  const closed = disputes.filter(({ status }) => status === 'closed')
  expect(closed.every(({ visits }) => visits.every(({ doneOn }) => doneOn !== null))).toBe(true)
  const planned = disputes.flatMap(({ visits }) => visits).filter(({ doneOn }) => doneOn === null)
  expect(planned.some(({ dueOn }) => dueOn < span.to)).toBe(true)
  expect(planned.some(({ dueOn }) => dueOn > span.to)).toBe(true)
})

test('parties are a surname and 某, or an organisation without a name', () => {
  for (const { parties } of disputes) {
    expect(parties).toHaveLength(2)
    for (const { kind, name } of parties) {
      expect(name).toMatch(kind === 'person' ? /^.某[甲乙丙]?$/ : /^某某/)
    }
  }
})
