import { basename } from 'node:path'
import { command } from '../command.ts'
import { importFromFile } from '../import-file.ts'
import { crsOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const importIncidents = command({
  words: 'import incidents',
  summary: '导入事件（CSV）：编号、坐标、日期各在哪一列；类别是一列，或全部同一类',
  operands: ['FILE.csv'],
  options: {
    crs: 'required',
    id: 'required',
    lon: 'required',
    lat: 'required',
    on: 'required',
    category: 'optional',
    'category-code': 'optional',
    'dry-run': 'flag',
    strict: 'flag',
  },
  placeholders: {
    crs: 'wgs84|cgcs2000|gcj02|bd09|EPSG:N',
    id: 'F',
    lon: 'F',
    lat: 'F',
    on: 'F',
    category: 'F',
    'category-code': 'CODE',
  },
  async run({ operands: [file = ''], options }, terminal) {
    const { id, lon, lat, on, category, 'dry-run': dryRun, strict } = options
    const categoryCode = options['category-code']
    if (category !== undefined && categoryCode !== undefined) {
      throw new Refusal('--category 和 --category-code 只能写一个')
    }
    const request = {
      kind: 'incidents',
      fileName: basename(file),
      crs: crsOption(options.crs),
      fields: { id, lon, lat, on, category },
      categoryCode,
    } as const
    await importFromFile(terminal, file, request, { dryRun, strict })
  },
})
