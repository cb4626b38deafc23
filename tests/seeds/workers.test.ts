import { expect, test } from 'vitest'
import { generatePrefecture } from '#seeds/prefecture/prefecture.ts'
import { generateWorkers } from '#seeds/prefecture/workers.ts'
import { roles } from '~/domain/permissions.ts'

const prefecture = generatePrefecture({ scale: 0.02 })
const workers = generateWorkers(prefecture)
const dutiesOf = (layer: string) =>
  workers.flatMap(({ duties }) =>
    duties.filter((duty) => duty.layer === layer).flatMap(({ gridCodes }) => gridCodes),
  )

test('every role has one demo account, all about the same township', () => {
  const demo = workers.filter(({ demo }) => demo)
  expect(demo.map(({ role }) => role).sort()).toEqual([...roles].sort())
  const local = demo.filter(({ role }) => role !== 'administrator' && role !== 'auditor')
  expect(new Set(local.map(({ areaCode }) => areaCode.slice(0, 9))).size).toBe(1)
  expect(new Set(workers.map(({ account }) => account)).size).toBe(workers.length)
})

test('every grid of both layers has somebody on duty', () => {
  expect(new Set(dutiesOf('governance'))).toEqual(
    new Set(prefecture.governance.map(({ code }) => code)),
  )
  expect(new Set(dutiesOf('police'))).toEqual(new Set(prefecture.police.map(({ code }) => code)))
})

test('staff are a surname and 某', () => {
  for (const { name } of workers) expect(name).toMatch(/^.某(（.+）)?$/)
})
