import { countWindow } from '../../services/counting.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { dayOption, layerOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const counts = command({
  words: 'counts',
  summary:
    '一层每个网格的有效事件数，最后一行 (outside) 是不在任何网格内的；--on 按那天的边界；输出 CSV',
  operands: [],
  options: { layer: 'required', from: 'optional', to: 'optional', on: 'optional' },
  placeholders: { layer: 'police|governance', from: 'DAY', to: 'DAY', on: 'DAY' },
  async run({ options }, terminal) {
    const layer = layerOption(options.layer)
    const from = dayOption('from', options.from)
    const to = dayOption('to', options.to)
    if (from !== undefined && to !== undefined && from > to) {
      throw new Refusal(`--from ${from} 晚于 --to ${to}`)
    }
    const boundariesOn = dayOption('on', options.on)
    const window = { layer, from, to, boundariesOn }
    const { grids, outside } = await countWindow(await terminal.desk(), window)
    const rows = grids.map(({ code, count }) => [code, count])
    terminal.print(csvLines([['code', 'count'], ...rows, ['(outside)', outside]]))
  },
})
