import { expect, test } from 'vitest'
import { limits, visitPlan } from '#seeds/rules/limits.ts'
import { rulesets } from '#seeds/rules/rulesets.ts'
import {
  difficultyLevels,
  disputeSources,
  resolveMethods,
  scales,
} from '#seeds/vocabularies/dispute-dictionaries.ts'
import { disputeTypes } from '#seeds/vocabularies/dispute-types.ts'
import {
  fallbackCategoryCode,
  incidentCategories,
} from '#seeds/vocabularies/incident-categories.ts'
import { mojDisputeTypes } from '#seeds/vocabularies/moj-dispute-types.ts'
import { monthlyTableRows } from '#seeds/vocabularies/monthly-table-rows.ts'
import { sourceChannelTerms } from '#seeds/vocabularies/source-channels.ts'
import { scaleCodes, sourceChannels } from '~/domain/incidents.ts'
import { difficulties, stages } from '~/domain/mediation.ts'

const codesOf = (table: readonly { code: string }[]) => table.map(({ code }) => code)

test('no table states a code twice', () => {
  const tables = [
    incidentCategories,
    disputeTypes,
    mojDisputeTypes,
    scales,
    disputeSources,
    difficultyLevels,
    resolveMethods,
    sourceChannelTerms,
  ]
  for (const table of tables) expect(new Set(codesOf(table)).size).toBe(table.length)
})

test('the two-digit categories weigh what the rules say', () => {
  const stated = incidentCategories
    .filter(({ parentCode }) => parentCode === null)
    .map(({ code, weight, fatalWeight, redLine, valid }) =>
      [code, weight, fatalWeight ?? '-', redLine, valid].join(' '),
    )
  expect(stated).toEqual([
    '01 5 - never true',
    '02 3 - never true',
    '03 2 - never true',
    '04 3 8 never true',
    '05 3 8 never true',
    '06 1 - never true',
    '07 0 - never true',
    '08 0 - never true',
    '09 3 - fromScale02 true',
    '90 0 - never false',
    '99 1 - never true',
  ])
  expect(codesOf(incidentCategories)).toContain(fallbackCategoryCode)
})

test('a finer category weighs what its class weighs, and 命案 is always a red line', () => {
  const rows = new Map(incidentCategories.map((row) => [row.code, row]))
  for (const { code, parentCode, weight, fatalWeight, valid } of incidentCategories) {
    if (parentCode === null) continue
    expect(code.slice(0, 2)).toBe(parentCode)
    expect(rows.get(parentCode)).toMatchObject({ weight, fatalWeight, valid })
  }
  expect(rows.get('0101')).toMatchObject({ label: '命案', redLine: 'always' })
})

test('事件类别 of GB/T 31000 is complete: 17 classes and 78 types', () => {
  expect(disputeTypes.filter(({ code }) => code.length === 2)).toHaveLength(17)
  expect(disputeTypes.filter(({ code }) => code.length === 4)).toHaveLength(78)
  expect(disputeTypes.find(({ code }) => code === '1002')?.label).toBe('公司企业设立解散')
})

test('every crosswalk code exists, and every mediated type has one', () => {
  const moj = new Set(codesOf(mojDisputeTypes))
  const rows = new Set(monthlyTableRows.map(({ row }) => row))
  for (const { code, parentCode, mojCode, reportRow } of disputeTypes) {
    if (parentCode === null && code !== '99') {
      expect([mojCode, reportRow]).toEqual([null, null])
      continue
    }
    expect(rows.has(reportRow ?? 0), code).toBe(true)
    const referred = code >= '13' && code < '17'
    expect(referred ? mojCode === null : moj.has(mojCode ?? ''), code).toBe(true)
  }
  expect(monthlyTableRows).toHaveLength(19)
  expect(mojDisputeTypes).toHaveLength(18)
})

test('dictionaries cover the unions of the domain', () => {
  expect(codesOf(scales)).toEqual([...scaleCodes])
  expect(codesOf(sourceChannelTerms).sort()).toEqual([...sourceChannels].sort())
  expect(difficultyLevels.map(({ difficulty }) => difficulty)).toEqual([...difficulties])
})

test('every stage has a limit for every difficulty, yellow before red, with its source', () => {
  const stated = limits.map(({ stage, difficulty }) => `${stage} ${difficulty}`)
  const wanted = stages.flatMap((stage) => difficulties.map((name) => `${stage} ${name}`))
  expect(stated.sort()).toEqual(wanted.sort())
  for (const { yellowAfter, redAfter, source } of limits) {
    expect(yellowAfter).toBeLessThan(redAfter)
    expect(source.length).toBeGreaterThan(5)
  }
  expect(visitPlan.difficult).toEqual([7, 30, 90])
})

test('the police quota is that of 宿迁: 60 red and 196 yellow', () => {
  const quota = rulesets.find(({ name }) => name === 'quota-60-196')
  expect(quota).toMatchObject({ layer: 'police', mode: 'quota', red: 60, yellow: 196 })
  for (const { layer } of [{ layer: 'police' }, { layer: 'governance' }]) {
    expect(
      rulesets.some(
        (rules) => rules.mode === 'thresholds' && [layer, 'both'].includes(rules.layer),
      ),
    ).toBe(true)
  }
})
