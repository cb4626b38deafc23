/** What was done, in the reader's words; an act without words of its own is shown as recorded. */
const acts: Record<string, string> = {
  'worker.added': '新开账号',
  'worker.passwordReset': '重置密码',
  'worker.passwordChanged': '修改密码',
  'worker.disabled': '停用账号',
  'worker.enabled': '恢复账号',
  'worker.roleGranted': '增加岗位',
  'worker.roleWithdrawn': '撤销岗位',
}

export const auditActText = (act: string): string => acts[act] ?? act
