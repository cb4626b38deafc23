import type { AreaLevel, Layer } from './areas.ts'
import type { GridFate } from './boundary-changes.ts'
import type { DefectHandling } from './boundary-review.ts'
import type { Light } from './deadlines.ts'
import type { DisputeSourceCode } from './dispute-sources.ts'
import type { Colour, ReasonRule, Ruleset } from './grading.ts'
import type { BatchKind, BatchStatus } from './import-batches.ts'
import type {
  CoordinateSystem,
  IncidentAct,
  LocatedHow,
  RedLine,
  ScaleCode,
  SourceChannel,
  Validity,
} from './incidents.ts'
import type {
  Difficulty,
  Method,
  MoveProblem,
  PanelSeat,
  PartyKind,
  PartySide,
  Stage,
  Status,
  VisitStatus,
} from './mediation.ts'
import type { Right, Role } from './permissions.ts'

export const areaLevelLabels: Record<AreaLevel, string> = {
  prefecture: '市',
  county: '县（区）',
  township: '乡镇（街道）',
  village: '村（社区）',
}

export const layerLabels: Record<Layer, string> = {
  police: '警格',
  governance: '综治网格',
}

export const validityLabels: Record<Validity, string> = {
  valid: '有效',
  invalid: '无效',
  withdrawn: '已撤回',
  merged: '已并入',
}

export const locatedHowLabels: Record<LocatedHow, string> = {
  exact: '按位置确定',
  confirmed: '边界附近，经人确认',
  manual: '人工选定',
  outside: '不在任何网格内',
}

export const coordinateSystemLabels: Record<CoordinateSystem, string> = {
  wgs84: 'WGS-84（手机GPS）',
  cgcs2000: 'CGCS2000（天地图）',
  gcj02: 'GCJ-02（高德、腾讯）',
  bd09: 'BD-09（百度）',
}

export const incidentActLabels: Record<IncidentAct, string> = {
  logged: '登记',
  imported: '导入',
  corrected: '更正',
  withdrawn: '撤回',
  markedInvalid: '标为无效',
  markedValid: '恢复有效',
  merged: '并入重复事件',
  madeDispute: '转为矛盾纠纷',
  relocated: '网格调整后重新归属',
}

export const sourceChannelLabels: Record<SourceChannel, string> = {
  gridWorker: '网格员上报',
  call110: '110接警',
  hotline12345: '12345热线',
  visit: '走访排查',
  petition: '信访',
  import: '批量导入',
  other: '其他',
}

/** GB/T 31000-2015 事件规模. */
export const scaleLabels: Record<ScaleCode, string> = {
  '01': '个体性',
  '02': '一般群体性',
  '03': '重大群体性',
}

export const redLineLabels: Record<RedLine, string> = {
  never: '无红线',
  always: '一律红线',
  fromScale02: '一般群体性及以上为红线',
}

export const colourLabels: Record<Colour, string> = {
  red: '红',
  yellow: '黄',
  green: '绿',
  grey: '无数据',
}

/** Beside every colour, so that nobody has to tell red from green. */
export const colourSymbols: Record<Colour, string> = {
  red: '■',
  yellow: '▲',
  green: '●',
  grey: '○',
}

export const reasonRuleLabels: Record<ReasonRule, string> = {
  incident: '事件',
  repeat: '同一地点重复发生',
  openDispute: '未办结纠纷',
  overdue: '超期事项',
  redLine: '触及红线',
  held: '变好须连续平稳，每次降一级',
}

export const stageLabels: Record<Stage, string> = {
  intake: '源头受理',
  ledger: '台账管理',
  assessment: '研判梳理',
  clearance: '隐患清理',
}

export const statusLabels: Record<Status, string> = {
  registered: '已登记',
  notAccepted: '不予受理',
  transferred: '已移送',
  accepted: '已受理',
  assigned: '已交办',
  investigating: '调查中',
  mediating: '调解中',
  agreed: '达成协议',
  failed: '调解不成',
  terminated: '终止调解',
  withdrawn: '当事人撤回',
  confirming: '司法确认中',
  performing: '履行中',
  defaulted: '未按约履行',
  followUp: '回访中',
  closed: '已结案',
  archived: '已归档',
}

/** What a move to a status is called on its button; the status itself reads as its outcome. */
export const moveLabels: Record<Status, string> = {
  registered: '登记',
  notAccepted: '不予受理',
  transferred: '移送',
  accepted: '受理',
  assigned: '交办',
  investigating: '开始调查',
  mediating: '开始调解',
  agreed: '达成协议',
  failed: '调解不成',
  terminated: '终止调解',
  withdrawn: '当事人撤回',
  confirming: '申请司法确认',
  performing: '开始履行',
  defaulted: '未按约履行',
  followUp: '转入回访',
  closed: '结案',
  archived: '归档',
}

/** 司法部 案件来源; 8 and 9 are additions of a provincial system. */
export const disputeSourceLabels: Record<DisputeSourceCode, string> = {
  '1': '当事人申请',
  '2': '人民调解委员会主动调解',
  '3': '法院委托移送',
  '4': '检察院委托移送',
  '5': '公安机关委托移送',
  '6': '信访部门委托移送',
  '7': '其他部门委托移送',
  '8': '直接申请',
  '9': '网上申请',
}

export const difficultyLabels: Record<Difficulty, string> = {
  simple: '简单',
  ordinary: '一般',
  major: '重大',
  difficult: '疑难',
}

export const panelSeatLabels: Record<PanelSeat, string> = {
  communityOfficer: '社区民警',
  judicialMediator: '司法调解员',
  householdHead: '治安户长',
  legalAdviser: '法律顾问',
}

export const methodLabels: Record<Method, string> = {
  cautionary: '警示式',
  oneStop: '一站式',
  tailored: '定单式',
  tracked: '跟踪式',
}

export const partySideLabels: Record<PartySide, string> = {
  applicant: '申请人',
  respondent: '被申请人',
}

export const partyKindLabels: Record<PartyKind, string> = {
  person: '个人',
  organisation: '单位',
}

/** What to do before the dispute can move. */
export const moveProblemLabels: Record<MoveProblem, string> = {
  illegalMove: '现在的状态不能这样办理，请刷新后再看',
  opinionMissing: '请填写办理意见，说明原因',
  ownerMissing: '请先指定承办人',
  panelIncomplete: '调解小组四个席位要全部落实，或写明免设原因',
  visitsOpen: '还有未完成的回访，请先记录回访结果',
}

export const visitStatusLabels: Record<VisitStatus, string> = {
  planned: '待回访',
  done: '已回访',
  notExecutable: '无法回访',
  cancelled: '已取消',
}

export const roleLabels: Record<Role, string> = {
  gridWorker: '网格员',
  communityOfficer: '社区民警',
  mediator: '调解员',
  townshipStaff: '乡镇工作人员',
  townshipLeader: '乡镇领导',
  administrator: '系统管理员',
  auditor: '审计员',
}

export const lightLabels: Record<Light, string> = {
  green: '正常',
  yellow: '将到期',
  red: '已超期',
  grey: '已暂停',
}

/** Read after 您没有权限 or in the table of roles. */
export const rightLabels: Record<Right, string> = {
  'map.read': '查看三色地图和网格',
  'incident.read': '查看事件',
  'incident.log': '登记事件',
  'incident.correct': '更正事件',
  'incident.void': '撤回、合并事件或标为无效',
  'dispute.read': '查看矛盾纠纷',
  'dispute.open': '登记矛盾纠纷',
  'dispute.handle': '办理矛盾纠纷',
  'dispute.reveal': '查看当事人姓名和电话',
  'visit.record': '记录回访',
  'report.read': '查看月报',
  'import.run': '导入数据',
  'worker.manage': '管理账号',
  'audit.read': '查看审计记录',
  'toDo.read': '查看待办',
  'own.account': '管理自己的账号',
}

export const batchKindLabels: Record<BatchKind, string> = {
  areas: '区划',
  grids: '网格',
  incidents: '事件',
}

export const batchStatusLabels: Record<BatchStatus, string> = {
  uploaded: '待对列名',
  previewed: '待确认',
  running: '读取中或已中断',
  imported: '已导入',
  undone: '已撤销',
  discarded: '已放弃',
}

export const defectHandlingLabels: Record<DefectHandling, string> = {
  skipped: '不导入',
  check: '请核对',
  done: '读取时已处理',
  remark: '仅供参考',
}

/** Never by colour alone. */
export const defectHandlingSymbols: Record<DefectHandling, string> = {
  skipped: '✕',
  check: '!',
  done: '✓',
  remark: 'i',
}

export const gridFateLabels: Record<GridFate, string> = {
  ended: '停用',
  split: '拆分',
  merged: '并入',
  redrawn: '边界调整',
}

/** A ruleset as a report names it: what decides, and by which numbers. */
export const rulesetText = ({ mode, red, yellow }: Pick<Ruleset, 'mode' | 'red' | 'yellow'>) =>
  mode === 'quota' ? `定额（红${red}个、黄${yellow}个）` : `分数线（红${red}分、黄${yellow}分）`
