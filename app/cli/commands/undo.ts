import { listImportBatches } from '#db/import-batches.ts'
import { undoRefusalText } from '../../domain/import-problems.ts'
import { undoImport } from '../../services/imports.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { batchOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

/** The batches looked through for those that are in force. */
const batchesLookedAt = 200

export const undo = command({
  words: 'undo',
  summary:
    '撤销第 N 批导入或发布，数据恢复原样；网格和区划要从最后一批撤起；不写 N 时列出已导入的批次（CSV）',
  operands: ['[N]'],
  options: {},
  placeholders: {},
  async run({ operands: [number] }, terminal) {
    const desk = await terminal.desk()
    if (number === undefined) {
      const batches = await listImportBatches(desk.db, { limit: batchesLookedAt })
      const rows = batches
        .filter(({ status }) => status === 'imported')
        .map(({ id, kind, layer, fileName, importedAt }) => [
          id,
          kind,
          layer ?? '',
          fileName,
          importedAt ?? '',
        ])
      terminal.print(csvLines([['batch', 'kind', 'layer', 'file', 'importedAt'], ...rows]))
      return
    }
    const batchId = batchOption(number)
    const undone = await undoImport(desk, batchId)
    if (!undone.ok) throw new Refusal(undoRefusalText(undone))
    terminal.print(`第 ${batchId} 批已撤销\n`)
  },
})
