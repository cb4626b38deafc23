import type { BackupRefusal } from '../services/backup-outcomes.server.ts'

/** Why there is no backup, or no restoring, in one line that says what to do. */
export function backupRefusalText(refusal: BackupRefusal): string {
  switch (refusal.reason) {
    case 'fileExists':
      return `${refusal.file} 已经有了，不会覆盖：请换一个文件名`
    case 'noFolder':
      return `没有文件夹 ${refusal.folder}`
    case 'noFile':
      return `没有文件 ${refusal.file}`
    case 'noManifest':
      return `没有校验码 ${refusal.file}.sha256，无法确认备份是完整的`
    case 'wrongChecksum':
      return `${refusal.file} 与校验码不符：文件不完整或被改动过`
    case 'notWhole':
      return `${refusal.file} 不是完整的备份：${refusal.detail}`
    case 'newerRelease':
      return `备份来自更新的版本（${refusal.migration}）：请先升级程序`
    case 'notEmpty':
      return '数据库里已有内容：要替换请加 --replace，会先留快照'
    case 'inUse':
      return '数据库正在使用：请先停止服务'
    case 'noProgram':
      return `找不到 ${refusal.program}：请安装 postgresql-client（大版本不低于服务器）`
    case 'programFailed':
      return `${refusal.program} 没有成功：${refusal.detail}`
  }
}
