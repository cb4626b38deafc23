import { basename } from 'node:path'
import { type BoundaryDefect, boundaryDefectText } from '../../domain/boundary-defects.ts'
import { importRefusalText } from '../../domain/import-problems.ts'
import { examineBoundaries, listNeighbours } from '../../services/boundary-examination.server.ts'
import { command } from '../command.ts'
import { boundaryText } from '../import-file.ts'
import { crsOption, layerOption, mendOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const check = command({
  words: 'check',
  summary:
    '检查一层网格的文件，不写数据库：每处问题在哪个要素、第几圈第几点、地图上哪里，输出 JSON；--mend 再算出各种修补会改动多少；--against 与数据库里在用的边界（或其中一层）比对坐标系',
  operands: ['FILE'],
  options: {
    crs: 'required',
    code: 'required',
    mend: 'optional',
    against: 'flag',
    layer: 'optional',
  },
  placeholders: {
    crs: 'wgs84|cgcs2000|gcj02|bd09|file|EPSG:N',
    code: 'F',
    mend: 'spikes,borders,gaps,overlaps,axes,datum',
    layer: 'police|governance',
  },
  async run({ operands: [file = ''], options }, terminal) {
    const crs = crsOption(options.crs)
    const mends = mendOption(options.mend)
    const layer = options.layer === undefined ? undefined : layerOption(options.layer)
    const { text, format, declared } = await boundaryText(terminal, file)
    const desk = options.against ? await terminal.desk() : null
    const neighbours = desk ? await listNeighbours(desk.db, desk.today, layer) : []
    const examined = await examineBoundaries(text, { code: options.code, crs, mends }, neighbours)
    const { defects, counts, total } = examined.examination
    const found = examined.ok
      ? { features: examined.features, grids: examined.grids, mends: examined.mends }
      : { features: null, grids: 0, mends: null }
    const head = {
      file: basename(file),
      format,
      declared: declared?.name ?? null,
      ...found,
      total,
      counts,
    }
    terminal.print(resultText(head, defects))
    if (!examined.ok) throw new Refusal(importRefusalText(examined.refusal))
    const errors = defects.filter(({ severity }) => severity === 'skipped').length
    if (errors > 0) throw new Refusal(`有 ${errors} 处错误，所在的网格不能导入`)
  },
})

/** One JSON, a defect to a line. */
function resultText(head: object, defects: readonly BoundaryDefect[]): string {
  const lines = defects.map((defect) =>
    JSON.stringify({ ...defect, text: boundaryDefectText(defect) }),
  )
  return `${JSON.stringify({ ...head, defects: [] }).slice(0, -2)}\n${lines.join(',\n')}\n]}\n`
}
