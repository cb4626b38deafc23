import { basename } from 'node:path'
import { command } from '../command.ts'
import { importFromFile } from '../import-file.ts'

export const importAreas = command({
  words: 'import areas',
  summary: '导入行政区划（CSV）：市、县、乡镇、村，上级在前在后都可以',
  operands: ['FILE.csv'],
  options: {
    code: 'required',
    name: 'required',
    parent: 'required',
    'dry-run': 'flag',
    strict: 'flag',
  },
  placeholders: { code: 'F', name: 'F', parent: 'F' },
  async run({ operands: [file = ''], options }, terminal) {
    const { code, name, parent, 'dry-run': dryRun, strict } = options
    const fields = { code, name, parent }
    const request = { kind: 'areas', fileName: basename(file), fields } as const
    await importFromFile(terminal, file, request, { dryRun, strict })
  },
})
