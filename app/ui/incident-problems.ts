import type { IncidentAct } from '../domain/incidents.ts'
import { incidentActLabels } from '../domain/labels.ts'
import { instantText } from './dates.ts'
import type { FieldProblems } from './form.tsx'
import type { PlaceQuestionProps } from './place-question.tsx'

/** What the worker reads, at which field, when an incident cannot be saved as it was sent. */
const sentences = {
  unknownCategory: ['categoryCode', '没有这个类别，请重新选择'],
  finerElsewhere: ['finerCode', '细类不属于所选的大类，请重新选择其中一项'],
  inFuture: ['occurredTime', '发生时间不能晚于现在，请改正'],
  unusablePoint: ['lat', '这个位置不能用，请核对经度和纬度'],
  gridNotInForce: ['villageCode', '这个网格在发生当天没有启用，请另选网格或村（社区）'],
  villageWithoutGrids: ['villageCode', '这个村（社区）还没有划定网格，请改填位置坐标'],
  outOfArea: [
    'villageCode',
    '这个地点不在您的辖区内，不能由您登记。请核对地点；确实在辖区外的，请告知当地网格员',
  ],
  unchanged: ['reason', '没有改动任何内容，请修改后再保存'],
  notLegal: ['reason', '这起事件现在的状态不能这样处理，请返回刷新后再看'],
  categoryNeverCounts: ['reason', '类别是无效警情，恢复前请先更正类别'],
  targetMissing: ['targetNumber', '没有找到这个编号的事件，请核对'],
  targetItself: ['targetNumber', '不能并入自己，请填写另一起事件的编号'],
  targetNotValid: ['targetNumber', '那起事件已撤回、无效或已并入，请选择有效的事件'],
} as const satisfies Record<string, readonly [field: string, sentence: string]>

export type IncidentProblem = keyof typeof sentences

export function incidentProblem(reason: IncidentProblem): FieldProblems {
  const [field, sentence] = sentences[reason]
  return { [field]: sentence }
}

/** Near a border or in a village of several grids the form asks; until answered it is not saved. */
export const whichGridProblem: FieldProblems = {
  whichGrid: '还差一步：请选择在哪个网格，再保存',
}

/** The warning about ID and phone numbers in free text. */
export const personalProblem = (line: string): FieldProblems => ({
  summary: `文字里像有身份证号或手机号（${line}），请删去。确需保留的，请再按一次保存`,
})

/** What goes back with the form when it was not saved. */
export interface IncidentRefusal {
  problems: FieldProblems
  question: PlaceQuestionProps | null
  /** The personal numbers warned about; saving once more keeps them. */
  keptText: string
}

/** A refused save as the form shows it; near a border that is a question more than a problem. */
export function refusalOf(
  refused: { reason: IncidentProblem } | { reason: 'whichGrid'; question: PlaceQuestionProps },
  keptText: string | null,
): IncidentRefusal {
  const kept = keptText ?? ''
  return refused.reason === 'whichGrid'
    ? {
        problems: whichGridProblem,
        question: refused.question,
        keptText: kept,
      }
    : { problems: incidentProblem(refused.reason), question: null, keptText: kept }
}

/** The same warning, with what saving once more will keep. */
export const personalRefusal = (line: string): IncidentRefusal => ({
  problems: personalProblem(line),
  question: null,
  keptText: line,
})

/** A colleague was first: who and what, so that nobody's work is overwritten unseen. */
export const staleProblem = (
  last: { act: IncidentAct; at: string; workerName: string | null } | null,
): FieldProblems => ({
  reason: last
    ? `${last.workerName ?? '系统'}刚刚（${instantText(last.at)}）做了“${incidentActLabels[last.act]}”。请先查看事件经过，仍要保存的请再按一次`
    : '内容已被他人更新。请先查看事件，仍要保存的请再按一次',
})
