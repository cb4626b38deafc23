import type { ScaleCode } from '~/domain/incidents.ts'
import type { Difficulty } from '~/domain/mediation.ts'

/** A code and its label; the shape of every plain dictionary. */
export interface Term<Code extends string = string> {
  code: Code
  label: string
}

/** GB/T 31000-2015 事件规模. */
export const scales: readonly Term<ScaleCode>[] = [
  { code: '01', label: '个体性事件' },
  { code: '02', label: '一般群体性事件' },
  { code: '03', label: '重大群体性事件' },
]

/** 司法部 案件来源; 8 and 9 are additions of a provincial system. */
export const disputeSources: readonly Term[] = [
  { code: '1', label: '当事人申请' },
  { code: '2', label: '人民调解委员会主动调解' },
  { code: '3', label: '法院委托移送' },
  { code: '4', label: '检察院委托移送' },
  { code: '5', label: '公安机关委托移送' },
  { code: '6', label: '信访部门委托移送' },
  { code: '7', label: '其他部门委托移送' },
  { code: '8', label: '直接申请' },
  { code: '9', label: '网上申请' },
]

/** 司法部 案件难度级别, with the domain's name for each. */
export const difficultyLevels: readonly (Term & { difficulty: Difficulty })[] = [
  { code: '1', label: '简单纠纷', difficulty: 'simple' },
  { code: '2', label: '一般纠纷', difficulty: 'ordinary' },
  { code: '3', label: '重大纠纷', difficulty: 'major' },
  { code: '4', label: '疑难纠纷', difficulty: 'difficult' },
]

/**
 * 化解方式. GB/T 31000-2015 §5.58 has an official table that no public source shows: these codes are
 * local, and a site may load the official ones.
 */
export const resolveMethods: readonly Term[] = [
  { code: '01', label: '人民调解' },
  { code: '02', label: '行政调解' },
  { code: '03', label: '司法调解' },
  { code: '04', label: '行业性专业性调解' },
  { code: '05', label: '和解' },
  { code: '06', label: '仲裁' },
  { code: '07', label: '行政裁决、复议' },
  { code: '08', label: '诉讼' },
  { code: '09', label: '信访' },
  { code: '99', label: '其他' },
]
