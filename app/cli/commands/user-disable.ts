import { disableWorker } from '../../services/accounts.server.ts'
import { command } from '../command.ts'
import { workerOf } from '../worker-account.ts'

export const userDisable = command({
  words: 'user disable',
  summary: '停用账号，立即退出登录；已有记录都保留',
  operands: ['ACCOUNT'],
  options: {},
  placeholders: {},
  async run({ operands: [account = ''] }, terminal) {
    const desk = await terminal.desk()
    const worker = await workerOf(desk, account)
    if (worker.disabledAt !== null) {
      terminal.say(`账号 ${account} 早已停用`)
      return
    }
    await disableWorker(desk, worker.id)
    terminal.say(`账号 ${account} 已停用`)
  },
})
