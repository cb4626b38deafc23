import { roles } from '../../domain/permissions.ts'
import { addWorker } from '../../services/accounts.server.ts'
import { command } from '../command.ts'
import { Refusal } from '../refusal.ts'

export const userAdd = command({
  words: 'user add',
  summary: '开账号并输出一次性密码；不写 --area 即全域',
  operands: ['ACCOUNT'],
  options: { name: 'required', role: 'required', area: 'optional', unit: 'optional' },
  placeholders: { name: 'N', role: roles.join('|'), area: 'CODE', unit: 'N' },
  async run({ operands: [account = ''], options: { name, role: stated, area, unit } }, terminal) {
    const role = roles.find((known) => known === stated)
    if (!role) throw new Refusal(`--role 应是 ${roles.join('、')} 之一，不是 ${stated}`)
    const added = await addWorker(await terminal.desk(), {
      account,
      name,
      unit: unit ?? null,
      role,
      areaCode: area ?? null,
    })
    if (!added.ok) {
      const reasons = { accountTaken: `账号 ${account} 已经有了`, unknownArea: `没有区划 ${area}` }
      throw new Refusal(reasons[added.reason])
    }
    terminal.print(`${added.oneTimePassword}\n`)
  },
})
