import { crosswalkOn } from '../../services/crosswalk.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { dayOption } from '../options.ts'

const header = [
  'police_code',
  'governance_code',
  'area_m2',
  'share_of_police',
  'share_of_governance',
]

export const crosswalk = command({
  words: 'crosswalk',
  summary: '警格与综治网格两两重叠的面积和各占的份额；输出 CSV',
  operands: [],
  options: { on: 'optional' },
  placeholders: { on: 'DAY' },
  async run({ options }, terminal) {
    const on = dayOption('on', options.on)
    const desk = await terminal.desk()
    const pairs = await crosswalkOn(desk.db, on ?? desk.today)
    const rows = pairs.map((pair) => [
      pair.policeCode,
      pair.governanceCode,
      pair.areaM2.toFixed(2),
      pair.shareOfPolice.toFixed(9),
      pair.shareOfGovernance.toFixed(9),
    ])
    terminal.print(csvLines([header, ...rows]))
  },
})
