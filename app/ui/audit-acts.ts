/** What was done, in the reader's words; an act without words of its own is shown as recorded. */
const acts: Record<string, string> = {
  'demo.seeded': '载入演示数据',
  'dispute.methodNoted': '记录调解方法',
  'dispute.moved': '纠纷流转',
  'dispute.opened': '登记纠纷',
  'dispute.panelSeated': '安排调解席位',
  'dispute.seeded': '载入演示纠纷',
  'import.confirmed': '确认导入',
  'import.discarded': '放弃导入',
  'import.undone': '撤销导入',
  'import.uploaded': '上传文件',
  'incident.corrected': '更正事件',
  'incident.logged': '登记事件',
  'incident.madeDispute': '事件转为纠纷',
  'incident.markedInvalid': '事件标为无效',
  'incident.markedValid': '事件恢复有效',
  'incident.merged': '并入重复事件',
  'incident.withdrawn': '撤回事件',
  'party.revealed': '查看当事人信息',
  'reference.loaded': '载入字典',
  'visit.planned': '安排回访',
  'visit.recorded': '记录回访',
  'worker.added': '新开账号',
  'worker.disabled': '停用账号',
  'worker.enabled': '恢复账号',
  'worker.passwordChanged': '修改密码',
  'worker.passwordReset': '重置密码',
  'worker.roleGranted': '增加岗位',
  'worker.roleWithdrawn': '撤销岗位',
  'worker.seeded': '载入演示账号',
}

export const auditActText = (act: string): string => acts[act] ?? act

/** The recorded detail as `name value` pairs; what is empty is left out. */
export const auditDetailText = (detail: string): string =>
  Object.entries(JSON.parse(detail) as Record<string, unknown>)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('，')
