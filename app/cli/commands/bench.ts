import { command } from '../command.ts'
import { benchmarks, runBenchmark } from '../launch/bench.mjs'
import { Refusal } from '../refusal.ts'

export const bench = command({
  words: 'bench',
  summary: '测速：geo 把网格内核与同类程序比较，pages 量页面，mutants 试两千份坏文件',
  operands: ['geo|pages|mutants', '[PART]'],
  options: {},
  placeholders: {},
  async run({ operands: [name = '', ...parts] }) {
    const names = benchmarks()
    if (!names.includes(name))
      throw new Refusal(`没有 ${name} 这项测速，有的是：${names.join('、')}`)
    const code = await runBenchmark(name, parts)
    if (code !== 0) throw new Refusal(`测速没有完成（退出码 ${code}）`)
  },
})
