import { backUp } from '../../services/backup.server.ts'
import { backupRefusalText } from '../backup-refusals.ts'
import { command } from '../command.ts'
import { Refusal } from '../refusal.ts'

export const backup = command({
  words: 'backup',
  summary: '备份数据库到一个文件，边用边备；写完即验证，旁边附校验码 FILE.sha256',
  operands: ['FILE'],
  options: {},
  placeholders: {},
  async run({ operands: [file = ''] }, terminal) {
    await terminal.desk()
    const made = await backUp(terminal.databaseUrl, file)
    if (!made.ok) throw new Refusal(backupRefusalText(made))
    terminal.say('密封个人信息的密钥不在备份里：请另外保管')
    terminal.print(`${made.sha256}  ${made.file}\n`)
  },
})
