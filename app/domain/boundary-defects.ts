import { type MendKind, type MendOffer, mendLabels, type Rings } from './boundary-mends.ts'

/** What may be wrong with a file of boundaries, or with how its grids lie beside each other. */
export const boundaryDefectKinds = [
  'unclosed',
  'repeated-vertex',
  'self-crossing',
  'self-touching',
  'spike',
  'zero-area',
  'winding',
  'not-a-number',
  'out-of-range',
  'swapped-axes',
  'shifted-datum',
  'overlap',
  'overlap-sliver',
  'gap',
  'gap-sliver',
  'unshared-border',
  'missing-code',
  'unusable-code',
  'duplicate-code',
  'spread-rows',
  'no-polygon',
  'misplaced-ring',
  'tangled-ring',
  'unconfirmed-datum',
] as const
export type BoundaryDefectKind = (typeof boundaryDefectKinds)[number]

/** One thing wrong, and where; numbers count from 1, as people do. */
export interface BoundaryDefect {
  kind: BoundaryDefectKind
  /** `skipped`: the feature is left out. `noted`: it is used, as it is or as reading mends it. */
  severity: 'skipped' | 'noted'
  /** A remark that asks for nothing: a lake, a ring that runs the other way round. */
  quiet?: true
  line: number
  feature: number
  code?: string
  /** Over all rings of the feature. */
  ring?: number
  vertex?: number
  /** CGCS2000 degrees: where on a map. */
  lon?: number
  lat?: number
  /** The other grid of a pair. */
  other?: string
  areaM2?: number
  metres?: number
  /** Rings to draw: the overlap, the gap, the sliver. */
  outline?: Rings
  /** The mend that would take it away. */
  mend?: MendKind
  /** Degrees clockwise from north, and the datum that would explain it: where a shift has put it. */
  bearing?: number
  datum?: 'gcj02' | 'bd09'
  detail?: string
}

export const boundaryDefectLabels: Record<BoundaryDefectKind, string> = {
  unclosed: '没有闭合',
  'repeated-vertex': '重复点',
  'self-crossing': '自相交叉',
  'self-touching': '碰到自己',
  spike: '尖刺',
  'zero-area': '没有围出面积',
  winding: '绕行方向相反',
  'not-a-number': '坐标不是数字',
  'out-of-range': '坐标超出范围',
  'swapped-axes': '经纬度写反',
  'shifted-datum': '坐标系偏移',
  overlap: '重叠',
  'overlap-sliver': '细长重叠',
  gap: '空隙',
  'gap-sliver': '细长空隙',
  'unshared-border': '共同边界画了两遍',
  'missing-code': '没有网格代码',
  'unusable-code': '网格代码不能用',
  'duplicate-code': '网格代码重复',
  'spread-rows': '一个网格分成几行',
  'no-polygon': '不是面',
  'misplaced-ring': '圈套错了位置',
  'tangled-ring': '缠绕过多',
  'unconfirmed-datum': '坐标系需要核对',
}

/** What it means for the import, and what to do. */
const sentences: Record<BoundaryDefectKind, (defect: BoundaryDefect) => string> = {
  unclosed: ({ metres }) =>
    `边界没有闭合，首尾相距 ${length(metres)}，导入时用直线连上；如果少画了一段，请补画`,
  'repeated-vertex': () => '同一个点连着写了几遍，导入时只留一个，范围不变',
  'self-crossing': () => '边界自相交叉，导入时按奇偶规则识别；请核对交叉的地方，画错了请改',
  'self-touching': () => '边界在这一点碰到自己，范围不变；请核对是不是画错',
  spike: ({ metres }) => `边界上有一根 ${length(metres)}长的尖刺`,
  'zero-area': ({ severity }) =>
    severity === 'skipped'
      ? '边界没有围出面积，这个网格不导入，请重画'
      : '这一圈没有围出面积，导入时去掉；如果是漏画，请补画',
  winding: () => '圈的绕行方向与惯例相反，导入时调过来，范围不变',
  'not-a-number': () => '坐标不是数字，这个网格不导入；请改正后重新导出',
  'out-of-range': () => '坐标超出经纬度范围，这个网格不导入；请核对坐标系是否选对',
  'swapped-axes': () => '经度和纬度像是写反了；请核对后重新导出',
  'shifted-datum': ({ metres, datum }) =>
    `与已有的边界错开约 ${length(metres)}，像是${datum ? `把 ${datum === 'gcj02' ? 'GCJ-02' : 'BD-09'} 当成了所选的坐标系` : '坐标系选错了'}；请向数据提供方问清`,
  overlap: ({ code, other, areaM2 }) =>
    code !== undefined && code === other
      ? '这个网格的几部分互相重叠，重叠处只算一次；请核对是不是重复画了'
      : `与网格 ${other} 重叠 ${area(areaM2)}，重叠处的事件归代码小的网格；请核对归谁`,
  'overlap-sliver': ({ other, areaM2, metres }) =>
    `与网格 ${other} 有一条 ${length(metres)}长、共 ${area(areaM2)} 的细长重叠，多半是边界没有对齐`,
  gap: ({ other, areaM2, quiet }) =>
    `${besides(other)}有一块 ${area(areaM2)} 的空隙，里面的事件不属于任何网格；${quiet ? '是水面等不划网格的地方就不用管' : '请核对归谁'}`,
  'gap-sliver': ({ other, areaM2, metres }) =>
    `${besides(other)}有一条 ${length(metres)}长、共 ${area(areaM2)} 的细长空隙，多半是边界没有对齐`,
  'unshared-border': ({ other, areaM2 }) =>
    areaM2 === 0
      ? `与网格 ${other} 的共同边界两边的点不一样，将来改动时容易错开`
      : `与网格 ${other} 的共同边界画了两遍，两条线之间共 ${area(areaM2)}`,
  'missing-code': () => '没有网格代码，这个要素不导入；请补上代码',
  'unusable-code': () => '网格代码不能用，这个要素不导入；请换成文字或数字的代码',
  'duplicate-code': () => '网格代码与前面的要素相同，图形又互相重叠，已并成一个网格；请核对代码',
  'spread-rows': () => '网格代码与前面的要素相同，并成一个多部分的网格',
  'no-polygon': () => '没有可用的面，这个要素不导入；请只留面状的网格',
  'misplaced-ring': () => '洞不在外圈里面，或套在别的洞里，导入时按奇偶规则识别；请核对',
  'tangled-ring': () => '边界缠绕过多或点数过多，无法识别，这个网格不导入；请重画或分开',
  'unconfirmed-datum': () => '文件自称的坐标系与所选的不完全一致，按所选的处理；请核对',
}

/** 第 12 行（第 3 个要素，网格 Q-1）第 1 圈第 5 点（118.123456, 33.123456）：边界自相交叉…… */
export function boundaryDefectText(defect: BoundaryDefect): string {
  const { line, feature, code, ring, vertex, lon, lat, mend } = defect
  const grid = code === undefined ? '' : `，网格 ${code}`
  const spot =
    ring === undefined ? '' : `第 ${ring} 圈${vertex === undefined ? '' : `第 ${vertex} 点`}`
  const place = lon === undefined || lat === undefined ? '' : `（${degrees(lon)}, ${degrees(lat)}）`
  const advice = mend === undefined ? '' : `；可以选“${mendLabels[mend]}”`
  const said = sentences[defect.kind](defect)
  return `第 ${line} 行（第 ${feature} 个要素${grid}）${spot}${place}：${said}${advice}`
}

const degrees = (value: number): string => value.toFixed(6)

const besides = (other: string | undefined): string =>
  other === undefined ? '边上' : `与网格 ${other} 之间`

const length = (metres = 0): string =>
  metres >= 1 ? `${Math.round(metres)} 米` : `${Math.max(0.01, metres).toFixed(2)} 米`

const area = (m2 = 0): string =>
  m2 >= 10 ? `${Math.round(m2)} 平方米` : `${Math.max(0.01, m2).toFixed(2)} 平方米`

/** Everything wrong with a file: the first of each kind are listed, all are counted. */
export interface Examination {
  defects: BoundaryDefect[]
  counts: Partial<Record<BoundaryDefectKind, number>>
  total: number
}

/** The examination of a file that waits to be published, as its batch keeps it. */
export interface KeptExamination extends Examination {
  /** What can be mended; none in batches of earlier releases. */
  offers?: MendOffer[]
  /** What is wrong with the grids once the chosen mends are made; not there when none was chosen. */
  after?: Examination
}
