import { demoAccounts } from '#seeds/demo-accounts.ts'
import { loadDemo } from '#seeds/load.ts'
import { command } from '../command.ts'
import { dayOption, numberOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const seed = command({
  words: 'seed',
  summary: '在空库里装入演示市：网格、警情、矛盾纠纷和每个岗位一个演示账号',
  operands: [],
  options: { scale: 'optional', until: 'optional', incidents: 'optional', disputes: 'optional' },
  placeholders: { scale: 'N', until: 'DAY', incidents: 'N', disputes: 'N' },
  async run({ options }, terminal) {
    const scale = numberOption('scale', options.scale ?? '1')
    if (scale < smallest || scale > largest) {
      throw new Refusal(`--scale 应在 ${smallest} 到 ${largest} 之间，不是 ${options.scale}`)
    }
    const until = dayOption('until', options.until)
    const request = {
      scale,
      until,
      incidents: countOption('incidents', options.incidents),
      disputes: countOption('disputes', options.disputes),
    }
    const desk = await terminal.desk()
    const seeded = await loadDemo(desk, request, terminal.say)
    if (!seeded.ok) throw new Refusal('库里已有别的内容，演示市只装入空库')
    terminal.say(seeded.again ? '演示市已经装入，没有改动' : '演示市已装入，演示账号：')
    for (const { account, roleLabel, password } of await demoAccounts(desk.db)) {
      terminal.say(`  ${account}  ${roleLabel}  密码 ${password}`)
    }
  },
})

/** Below this a township has no village left; above it a village has hundreds. */
const [smallest, largest] = [0.005, 10]

function countOption(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const count = numberOption(name, text)
  if (Number.isInteger(count) && count >= 0) return count
  throw new Refusal(`--${name} 应是 0 或正整数，不是 ${text}`)
}
