import { basename } from 'node:path'
import { command } from '../command.ts'
import { importFromFile } from '../import-file.ts'
import { crsOption, dayOption, layerOption } from '../options.ts'

export const importGrids = command({
  words: 'import grids',
  summary:
    '导入一层网格（GeoJSON），只改启用日当天在用的；写明启用日时，被新网格占去一半以上的旧网格停用',
  operands: ['FILE.geojson'],
  options: {
    layer: 'required',
    code: 'required',
    name: 'optional',
    area: 'optional',
    households: 'optional',
    population: 'optional',
    crs: 'required',
    'valid-from': 'optional',
    'whole-layer': 'flag',
    'dry-run': 'flag',
    strict: 'flag',
  },
  placeholders: {
    layer: 'police|governance',
    code: 'F',
    name: 'F',
    area: 'F',
    households: 'F',
    population: 'F',
    crs: 'wgs84|cgcs2000|gcj02|bd09|file|EPSG:N',
    'valid-from': 'DAY',
  },
  async run({ operands: [file = ''], options }, terminal) {
    const { code, name, area, households, population, 'dry-run': dryRun, strict } = options
    const request = {
      kind: 'grids',
      fileName: basename(file),
      layer: layerOption(options.layer),
      crs: crsOption(options.crs),
      fields: { code, name, area, households, population },
      validFrom: dayOption('valid-from', options['valid-from']),
      wholeLayer: options['whole-layer'],
    } as const
    await importFromFile(terminal, file, request, { dryRun, strict })
  },
})
