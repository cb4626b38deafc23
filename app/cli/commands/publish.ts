import type { GridsOutcome } from '../../domain/import-outcomes.ts'
import { importRefusalText } from '../../domain/import-problems.ts'
import { listDrafts, publishDraft } from '../../services/boundary-publishing.server.ts'
import { command } from '../command.ts'
import { csvLines } from '../csv.ts'
import { outcomeSentence, sayProblems } from '../import-file.ts'
import { batchOption, dayOption } from '../options.ts'
import { Refusal } from '../refusal.ts'
import type { Terminal } from '../terminal.ts'

export const publish = command({
  words: 'publish',
  summary:
    '发布第 N 批草稿，从 --from 那天起启用（不写就用草稿自己的启用日）；--dry-run 只把会变的事输出成 JSON；不写 N 时列出草稿（CSV）',
  operands: ['[N]'],
  options: { from: 'optional', 'dry-run': 'flag' },
  placeholders: { from: 'DAY' },
  async run({ operands: [number], options }, terminal) {
    const { 'dry-run': dryRun } = options
    const validFrom = dayOption('from', options.from)
    if (number === undefined) {
      if (validFrom !== undefined || dryRun) throw new Refusal('请写明要发布哪一批')
      return printDrafts(terminal)
    }
    await printPublished(terminal, batchOption(number), { validFrom, dryRun })
  },
})

async function printDrafts(terminal: Terminal): Promise<void> {
  const drafts = await listDrafts(await terminal.desk())
  const head = ['batch', 'layer', 'file', 'validFrom', 'added', 'changed', 'ended']
  const rows = drafts.map(({ batchId, layer, fileName, validFrom, added, changed, ended }) => [
    batchId,
    layer,
    fileName,
    validFrom,
    added,
    changed,
    ended,
  ])
  terminal.print(csvLines([head, ...rows]))
}

async function printPublished(
  terminal: Terminal,
  batchId: number,
  options: { validFrom: string | undefined; dryRun: boolean },
): Promise<void> {
  const published = await publishDraft(await terminal.desk(), batchId, options)
  if (!published.ok) throw new Refusal(importRefusalText(published.refusal))
  const { outcome } = published
  sayProblems(terminal, outcome)
  const sentence = `第 ${batchId} 批，${outcome.validFrom} 起：${outcomeSentence(outcome)}`
  terminal.print(`${options.dryRun ? changesJson(batchId, outcome) : sentence}\n`)
}

function changesJson(batch: number, outcome: GridsOutcome): string {
  const { problems: _, sample: __, kind: ___, ...figures } = outcome
  return JSON.stringify({ batch, ...figures }, null, 2)
}
