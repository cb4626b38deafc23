import { resetPassword } from '../../services/accounts.server.ts'
import { command } from '../command.ts'
import { workerOf } from '../worker-account.ts'

export const userReset = command({
  words: 'user reset',
  summary: '重置密码，输出新的一次性密码；用旧密码登录的立即退出',
  operands: ['ACCOUNT'],
  options: {},
  placeholders: {},
  async run({ operands: [account = ''] }, terminal) {
    const desk = await terminal.desk()
    const worker = await workerOf(desk, account)
    if (worker.disabledAt !== null) terminal.say(`账号 ${account} 已停用，恢复之前不能登录`)
    terminal.print(`${await resetPassword(desk, worker.id)}\n`)
  },
})
