import { basename } from 'node:path'
import { command } from '../command.ts'
import { draftFromFile, importFromFile } from '../import-file.ts'
import { crsOption, dayOption, layerOption, mendOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const importGrids = command({
  words: 'import grids',
  summary:
    '导入一层网格（GeoJSON、zip 打包的 shapefile、KML、GeoPackage），只改启用日当天在用的；写明启用日时，被新网格占去一半以上的旧网格停用；--draft 只存成草稿，用 publish 发布',
  operands: ['FILE'],
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
    mend: 'optional',
    draft: 'flag',
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
    mend: 'spikes,borders,gaps,overlaps,axes,datum',
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
      mends: mendOption(options.mend),
    } as const
    if (options.draft) {
      if (dryRun || strict) throw new Refusal('--draft 不能和 --dry-run、--strict 同用')
      return draftFromFile(terminal, file, request)
    }
    await importFromFile(terminal, file, request, { dryRun, strict })
  },
})
