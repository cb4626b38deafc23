import { execFile } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root, script } from '~/cli/launch/processes.mjs'
import { readClock } from '~/server/clock.server.ts'
import { reportSheet } from '~/services/reports.server.ts'
import { township } from '../support/dispute-town.ts'
import { onSqlite } from '../support/each-database.ts'
import { aDisputeMoved, layReportTown } from '../support/report-town.ts'
import { anIncident, deskOn, eastVillage, logIncidents } from '../support/town.ts'

interface Ended {
  code: number
  stdout: string
  stderr: string
}

onSqlite('the report command', (db, url) => {
  const report = (...args: string[]): Promise<Ended> =>
    new Promise((resolve) => {
      const line = script('app/cli/hege.ts', ['report', ...args, '--db', url()])
      execFile(process.execPath, line, { cwd: root }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
      })
    })

  async function october() {
    await layReportTown(db())
    await aDisputeMoved(db(), eastVillage, [['2026-10-05', 'registered']])
    await logIncidents(db(), [
      anIncident({ areaCode: eastVillage, governanceCode: 'G1', policeCode: 'P1' }),
      anIncident({ areaCode: eastVillage, governanceCode: 'G1', validity: 'invalid' }),
    ])
    const desk = deskOn(db(), readClock().today)
    const answer = await reportSheet(desk, { areaCode: township, month: '2026-10' })
    if (!answer.ok) throw new Error(answer.reason)
    return answer.sheet.report
  }

  test('prints the whole report as JSON on stdout alone', async () => {
    const { generatedAt: _, ...figures } = await october()
    const ended = await report('--area', township, '--month', '2026-10', '--format', 'json')
    expect({ ...ended, stdout: '' }).toEqual({ code: 0, stdout: '', stderr: '' })
    const { generatedAt, ...printed } = JSON.parse(ended.stdout) as Record<string, unknown>
    expect(printed).toEqual(JSON.parse(JSON.stringify(figures)))
    expect(generatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(printed).toMatchObject({ incidents: { total: 2, valid: 1 }, disputes: { opened: 1 } })
  })

  test('writes a page that needs nothing else, with the maps of both layers', async () => {
    await october()
    const file = `${url()}.html`
    const args = ['--area', township, '--month', '2026-10', '--format', 'html', '--out', file]
    expect(await report(...args)).toEqual({ code: 0, stdout: '', stderr: `已写入 ${file}\n` })
    const page = readFileSync(file, 'utf8')
    rmSync(file)
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/)
    expect(page).toContain('双庄街道2026年10月社会治安与矛盾纠纷月报')
    expect(page).toContain('填报单位（盖章）')
    expect(page.match(/<svg /g)).toHaveLength(3)
    expect(page).toContain('@page')
    expect(page).not.toMatch(/<script|<link|<a |https?:\/\/|url\(/)
  })

  test('refuses in one line what it cannot report', async () => {
    await layReportTown(db())
    const refusals = [
      [['--area', '999', '--month', '2026-10', '--format', 'json'], /没有这个编码的辖区/],
      [['--area', township, '--month', '2026-13', '--format', 'json'], /2026-13/],
      [['--area', township, '--month', '2999-01', '--format', 'json'], /还没有开始/],
      [['--area', township, '--month', '2026-10', '--format', 'pdf'], /json 或 html/],
    ] as const
    const ended = await Promise.all(refusals.map(([args]) => report(...args)))
    for (const [index, [, reason]] of refusals.entries()) {
      const { code, stdout, stderr } = ended[index] ?? {}
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(reason)
      expect(stderr?.trimEnd().split('\n')).toHaveLength(1)
    }
  })
})
