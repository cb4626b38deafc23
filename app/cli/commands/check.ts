import { basename } from 'node:path'
import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'
import { type BoundaryDefect, boundaryDefectText } from '../../domain/boundary-defects.ts'
import { guessColumns } from '../../domain/import-columns.ts'
import { importRefusalText } from '../../domain/import-problems.ts'
import type { StatedCrs } from '../../domain/stated-crs.ts'
import { examineBoundaries, listNeighbours } from '../../services/boundary-examination.server.ts'
import { storedGrids } from '../../services/imports-grid-rows.server.ts'
import { command } from '../command.ts'
import { boundaryText } from '../import-file.ts'
import { crsOption, layerOption, mendOption } from '../options.ts'
import { Refusal } from '../refusal.ts'
import type { Terminal } from '../terminal.ts'

export const check = command({
  words: 'check',
  summary:
    '检查一层网格的文件，不写数据库：每处问题在哪个要素、第几圈第几点、地图上哪里，输出 JSON；--mend 再算出各种修补会改动多少；--against 与数据库里在用的边界（或其中一层）比对坐标系',
  operands: ['FILE'],
  options: {
    crs: 'optional',
    code: 'optional',
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
    const mends = mendOption(options.mend)
    const layer = options.layer === undefined ? undefined : layerOption(options.layer)
    const { text, format, declared, fields } = await boundaryText(terminal, file)
    const crs = options.crs === undefined ? crsOf(terminal, declared) : crsOption(options.crs)
    const code = options.code ?? codeFieldOf(terminal, fields)
    const desk = options.against ? await terminal.desk() : null
    const neighbours = desk ? await listNeighbours(desk.db, desk.today, layer) : []
    const examined = await examineBoundaries(text, { code, crs, mends }, storedGrids(neighbours))
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

/** Looking harms nothing, so what is not stated may be taken from the file; an import asks for it. */
function crsOf(terminal: Terminal, declared: DeclaredCrs | null): StatedCrs {
  terminal.say(
    declared
      ? `没有写 --crs，按文件声明的 ${declared.name} 检查`
      : '没有写 --crs，文件也没有声明，按 WGS-84 经纬度检查',
  )
  return declared ? 'file' : 'wgs84'
}

function codeFieldOf(terminal: Terminal, fields: readonly string[]): string {
  const field = guessColumns(fields).code ?? fields[0]
  if (field === undefined) throw new Refusal('文件里没有属性列，不知道哪一列是网格代码')
  terminal.say(`没有写 --code，把“${field}”列当作网格代码`)
  return field
}

/** One JSON, a defect to a line. */
function resultText(head: object, defects: readonly BoundaryDefect[]): string {
  const lines = defects.map((defect) =>
    JSON.stringify({ ...defect, text: boundaryDefectText(defect) }),
  )
  return `${JSON.stringify({ ...head, defects: [] }).slice(0, -2)}\n${lines.join(',\n')}\n]}\n`
}
