import { expect, test } from 'vitest'
import { insertDelivery } from '#db/deliveries.ts'
import { grade } from '~/cli/commands/grade.ts'
import { Refusal } from '~/cli/refusal.ts'
import { onSqlite } from '../support/each-database.ts'
import { anIncident, aRuleset, deskOn, layGrids, layTown, logIncidents } from '../support/town.ts'

onSqlite('grade', (db, url) => {
  async function run(line: string) {
    const streams = { out: '', err: '' }
    await grade.run(line.split(' '), {
      databaseUrl: url(),
      print: (text) => {
        streams.out += text
      },
      say: (text) => {
        streams.err += `${text}\n`
      },
      desk: async () => deskOn(db(), '2026-11-10'),
      close: async () => {},
    })
    return streams
  }

  async function lay() {
    await layTown(db())
    await layGrids(db(), 'police', ['02', '1', '010'])
    await aRuleset(db(), { name: 'site', red: 1, yellow: 0 })
    await insertDelivery(db(), {
      source: 'import',
      areaCode: null,
      fromOn: '2026-10-01',
      toOn: '2026-10-31',
      batchId: null,
    })
  }

  test('prints every grid by code, its score to four decimals and its reasons as JSON', async () => {
    await lay()
    const number = 'JQ,1'
    await logIncidents(db(), [anIncident({ number, policeCode: '1', occurredOn: '2026-10-30' })])
    const { out, err } = await run('--layer police --month 2026-10 --ruleset site')
    const reasons =
      '[{"rule":"incident","incident":"JQ,1","weight":3,"points":2.9667,' +
      '"category":"02","on":"2026-10-30","scaleFactor":1,"ageDays":1}]'
    expect(out).toBe(
      'code,colour,score,reasons\n' +
        '010,green,0.0000,[]\n' +
        '02,green,0.0000,[]\n' +
        `1,red,2.9667,"${reasons.replaceAll('"', '""')}"\n`,
    )
    expect(err).toContain('2026-10-31')
  })

  test('grades by the boundaries of another day, and says that it keeps nothing', async () => {
    await layTown(db())
    await layGrids(db(), 'police', ['1', '2'], { validTo: '2026-11-01' })
    await layGrids(db(), 'police', ['3'], { validFrom: '2026-11-01' })
    await aRuleset(db(), { name: 'site', red: 1, yellow: 0 })
    const codes = (out: string) => out.split('\n').flatMap((line) => line.split(',')[0] || [])
    const own = await run('--layer police --month 2026-10 --ruleset site')
    expect(codes(own.out)).toEqual(['code', '1', '2'])
    expect(own.err).not.toContain('边界')
    const { out, err } = await run('--layer police --month 2026-10 --ruleset site --on 2026-11-05')
    expect(codes(out)).toEqual(['code', '3'])
    expect(err).toContain('按 2026-11-05 的边界')
    await expect(run('--layer police --month 2026-10 --on 2026-11-31')).rejects.toThrow(Refusal)
  })

  test('says why a month in which nothing happened is still red', async () => {
    await lay()
    await aRuleset(db(), { name: 'memory', mode: 'thresholds', red: 3, yellow: 1, windowDays: 30 })
    await insertDelivery(db(), {
      source: 'import',
      areaCode: null,
      fromOn: '2026-09-01',
      toOn: '2026-09-30',
      batchId: null,
    })
    await logIncidents(db(), [anIncident({ policeCode: '1', occurredOn: '2026-09-30' })])
    const { out } = await run('--layer police --month 2026-10 --ruleset memory')
    const reasons =
      '[{"rule":"held","incident":null,"weight":0,"points":0,' +
      '"previous":"red","byScore":"green","quietPeriods":1}]'
    expect(out).toContain(`\n1,red,0.0000,"${reasons.replaceAll('"', '""')}"\n`)
    expect(out).toContain('\n02,green,0.0000,[]\n')
  })

  test('says which red lines found the quota full', async () => {
    await lay()
    await logIncidents(db(), [
      anIncident({ policeCode: '1', categoryCode: '0101' }),
      anIncident({ policeCode: '010', categoryCode: '0101' }),
    ])
    const { out, err } = await run('--layer police --month 2026-10 --ruleset site')
    expect(out.match(/,red,/g)).toHaveLength(1)
    expect(err).toMatch(/红色名额已满：1$/m)
  })

  test('refuses a month to come, an unknown ruleset and what is no month', async () => {
    await lay()
    await expect(run('--layer police --month 2026-12 --ruleset site')).rejects.toThrow(Refusal)
    await expect(run('--layer police --month 2026-10 --ruleset none')).rejects.toThrow(
      '没有这个规则',
    )
    await expect(run('--layer police --month 2026-1 --ruleset site')).rejects.toThrow('2026-1')
  })
})
