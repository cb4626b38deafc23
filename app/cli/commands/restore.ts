import { readClock } from '../../server/clock.server.ts'
import { restore as restoreDatabase } from '../../services/backup.server.ts'
import { backupRefusalText } from '../backup-refusals.ts'
import { command } from '../command.ts'
import { Refusal } from '../refusal.ts'

export const restore = command({
  words: 'restore',
  summary: '从备份恢复：校验码不符、文件不完整、数据库里已有内容时都不做；--replace 先留快照再替换',
  operands: ['FILE'],
  options: { replace: 'flag' },
  placeholders: {},
  async run({ operands: [file = ''], options: { replace } }, terminal) {
    const { now } = readClock()
    const restored = await restoreDatabase(terminal.databaseUrl, file, { replace, now })
    if (!restored.ok) throw new Refusal(backupRefusalText(restored))
    if (restored.snapshot) terminal.say(`替换前的快照：${restored.snapshot}`)
    if (restored.behind) terminal.say('备份来自旧版本：请再运行 init')
    terminal.say(`已恢复，共 ${restored.rows} 行`)
  },
})
