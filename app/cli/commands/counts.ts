import { countWindow } from '../../services/counting.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { dayOption, layerOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const counts = command({
  words: 'counts',
  summary: '一层每个网格的有效事件数，最后一行 (outside) 是不在任何网格内的；输出 CSV',
  operands: [],
  options: { layer: 'required', from: 'optional', to: 'optional' },
  placeholders: { layer: 'police|governance', from: 'DAY', to: 'DAY' },
  async run({ options }, terminal) {
    const layer = layerOption(options.layer)
    const from = dayOption('from', options.from)
    const to = dayOption('to', options.to)
    if (from !== undefined && to !== undefined && from > to) {
      throw new Refusal(`--from ${from} 晚于 --to ${to}`)
    }
    const { grids, outside } = await countWindow(await terminal.desk(), { layer, from, to })
    const rows = grids.map(({ code, count }) => [code, count])
    terminal.print(csvLines([['code', 'count'], ...rows, ['(outside)', outside]]))
  },
})
