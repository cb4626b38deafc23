import { writeFile } from 'node:fs/promises'
import { layers } from '../../domain/areas.ts'
import type { UnattendedDesk } from '../../services/desk.server.ts'
import {
  type ReportAnswer,
  type ReportProblem,
  reportSheet,
} from '../../services/reports.server.ts'
import { drawReportMap } from '../../services/reports-map.server.ts'
import { command } from '../command.ts'
import { monthOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const report = command({
  words: 'report',
  summary: '一个辖区一个统计月的月报：JSON 是全部数字，HTML 是可以打印的一份',
  operands: [],
  options: { area: 'required', month: 'required', format: 'required', out: 'optional' },
  placeholders: { area: 'CODE', month: 'YYYY-MM', format: 'json|html', out: 'FILE' },
  async run({ options }, terminal) {
    const month = monthOption('month', options.month)
    if (options.format !== 'json' && options.format !== 'html') {
      throw new Refusal(`--format 应是 json 或 html，不是 ${options.format}`)
    }
    const desk = await terminal.desk()
    const answer = await reportSheet(desk, { areaCode: options.area, month })
    if (!answer.ok) throw new Refusal(refusals[answer.reason])
    const text =
      options.format === 'json'
        ? `${JSON.stringify(answer.sheet.report)}\n`
        : await pageOf(desk, answer)
    if (options.out === undefined) return terminal.print(text)
    await writeFile(options.out, text)
    terminal.say(`已写入 ${options.out}`)
  },
})

async function pageOf(
  desk: UnattendedDesk,
  answer: Extract<ReportAnswer, { ok: true }>,
): Promise<string> {
  // React is loaded for this format alone.
  const { reportPage } = await import('../report-page.tsx')
  const drawings = []
  for (const layer of layers) drawings.push(await drawReportMap(desk, answer, layer))
  return reportPage(answer.sheet, drawings)
}

const refusals: Record<ReportProblem, string> = {
  noSuchArea: '没有这个编码的辖区',
  futureMonth: '这个统计月还没有开始',
  noSuchRuleset: '还没有评定规则：请先运行 init',
}
