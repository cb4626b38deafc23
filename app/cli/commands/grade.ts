import type { Reason } from '../../domain/grading.ts'
import { type GradeProblem, gradeInFull, gradesOf } from '../../services/grading.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { dayOption, layerOption, monthOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const grade = command({
  words: 'grade',
  summary: '一层每个网格在一个统计月的颜色、得分和每一条理由；--on 按那天的边界；输出 CSV',
  operands: [],
  options: { layer: 'required', month: 'required', ruleset: 'optional', on: 'optional' },
  placeholders: { layer: 'police|governance', month: 'YYYY-MM', ruleset: 'NAME', on: 'DAY' },
  async run({ options }, terminal) {
    const layer = layerOption(options.layer)
    const month = monthOption('month', options.month)
    const boundariesOn = dayOption('on', options.on)
    const desk = await terminal.desk()
    const found = await gradesOf(desk, {
      layer,
      month,
      ...(options.ruleset !== undefined && { rulesetName: options.ruleset }),
      ...(boundariesOn !== undefined && { boundariesOn }),
    })
    if (!found.ok) throw new Refusal(refusals[found.reason])
    const { graded } = found
    const { grades, redLineExcess } = await gradeInFull(desk, graded)
    terminal.say(`按 ${graded.ruleset.ruleset.name} 评定，数据截至 ${graded.asOf}`)
    if (boundariesOn !== undefined) terminal.say(`按 ${boundariesOn} 的边界，结果不存为当月的评定`)
    if (redLineExcess.length > 0) {
      terminal.say(`触及红线但红色名额已满：${redLineExcess.join('、')}`)
    }
    const rows = grades.map(({ code, colour, score, reasons }) => [
      code,
      colour,
      score.toFixed(4),
      JSON.stringify(reasons.map(printed)),
    ])
    terminal.print(csvLines([['code', 'colour', 'score', 'reasons'], ...rows]))
  },
})

const refusals: Record<GradeProblem, string> = {
  noSuchRuleset: '没有这个规则，或它不用于这一层',
  futureMonth: '这个统计月还没有开始',
}

/** What every reader needs stands first; the rest lets the points be computed again. */
const printed = ({ rule, incident, weight, points, ...more }: Reason) => ({
  rule,
  incident,
  weight,
  points,
  ...more,
})
