import { demoAccounts } from '#seeds/demo-accounts.ts'
import { keepBoundaries } from '../../services/boundary-keeping.server.ts'
import { inTransaction } from '../../services/desk.server.ts'
import { command } from '../command.ts'
import { Refusal } from '../refusal.ts'

export const serve = command({
  words: 'serve',
  summary: '启动网站，直到 Ctrl-C 停止',
  operands: [],
  options: { port: 'optional' },
  placeholders: { port: 'N' },
  async run({ options: { port } }, terminal) {
    if (port !== undefined && !/^\d+$/.test(port))
      throw new Refusal(`--port 应是端口号，不是 ${port}`)
    const desk = await terminal.desk()
    await inTransaction(desk, keepBoundaries) // a database of before has none
    const stopped = stopSignal()
    // The web server and all it brings are of no use to the other commands.
    const { serve: serveHttp } = await import('../../server/http.server.ts')
    const serving = await serveHttp({
      databaseUrl: terminal.databaseUrl,
      ...(port === undefined ? {} : { port: Number(port) }),
    }).catch((error: Error) => {
      throw new Refusal(`无法启动：${error.message}`)
    })
    terminal.print(`${serving.address}\n`)
    for (const { account, roleLabel, password } of await demoAccounts(desk.db)) {
      terminal.say(`演示账号 ${account}  ${roleLabel}  密码 ${password}`)
    }
    await stopped
    await serving.close()
  },
})

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve())
    }
  })
