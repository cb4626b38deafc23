import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { mendSentences } from '../domain/boundary-mends.ts'
import type { ImportOutcome } from '../domain/import-outcomes.ts'
import { importProblemText, importRefusalText } from '../domain/import-problems.ts'
import { type BoundaryFile, readBoundaryFile } from '../services/boundary-file.server.ts'
import { type ImportRequest, importFile } from '../services/imports.server.ts'
import { draftImport } from '../services/imports-draft.server.ts'
import type { GridsRequest } from '../services/imports-grid-rows.server.ts'
import { type TextSource, textOf, textSource } from '../services/imports-text.server.ts'
import { progressLines } from './progress-lines.ts'
import { Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'

/**
 * Imports a file in one go: what was skipped or mended on stderr by line, the sentence that sums it
 * up on stdout. A dry run says what would be done.
 */
export async function importFromFile(
  terminal: Terminal,
  file: string,
  request: ImportRequest,
  options: { dryRun?: boolean; strict?: boolean },
): Promise<void> {
  const source = await (request.kind === 'grids' ? openBoundaries : openTable)(terminal, file)
  const imported = await importFile(await terminal.desk(), request, source, {
    ...options,
    onProgress: progressLines((line) => terminal.say(line)),
  })
  if (imported.outcome) sayProblems(terminal, imported.outcome)
  if (!imported.ok) throw new Refusal(importRefusalText(imported.refusal))
  const dry = options.dryRun ? '（试运行，未写入）' : ''
  terminal.print(`${dry}${outcomeSentence(imported.outcome)}\n`)
}

/** Keeps a file of boundaries as a batch that waits to be published; its number is on stdout. */
export async function draftFromFile(
  terminal: Terminal,
  file: string,
  request: GridsRequest,
): Promise<void> {
  const { text } = await boundaryText(terminal, file)
  const drafted = await draftImport(await terminal.desk(), request, text)
  if (!drafted.ok) throw new Refusal(importRefusalText(drafted.refusal))
  const { batchId, outcome } = drafted
  sayProblems(terminal, outcome)
  terminal.print(`第 ${batchId} 批草稿：${outcomeSentence(outcome)}\n`)
}

/** The text of a file of boundaries of any format, as GeoJSON. */
export async function boundaryText(terminal: Terminal, file: string): Promise<BoundaryFile> {
  await expectFile(file)
  const read = await readBoundaryFile(await readFile(file), basename(file))
  if (!read.ok) throw new Refusal(importRefusalText(read.refusal))
  const { misnamed, format } = read
  if (misnamed !== null) terminal.say(`文件名像 ${misnamed}，内容是 ${format}，按内容读取`)
  return read
}

const openBoundaries = async (terminal: Terminal, file: string): Promise<TextSource> =>
  textSource((await boundaryText(terminal, file)).text)

async function openTable(_terminal: Terminal, file: string): Promise<TextSource> {
  await expectFile(file)
  const source = await textOf(() => createReadStream(file, { highWaterMark: 1 << 18 }))
  if (!source) throw new Refusal(importRefusalText({ reason: 'unreadableText' }))
  return source
}

async function expectFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found) throw new Refusal(`没有文件 ${file}`)
  if (!found.isFile()) throw new Refusal(`${file} 不是文件`)
}

export function sayProblems(terminal: Terminal, outcome: ImportOutcome): void {
  for (const problem of outcome.problems) terminal.say(importProblemText(problem))
  const more = outcome.problemTotal - outcome.problems.length
  if (more > 0) terminal.say(`……还有 ${more} 处问题没有列出`)
  if (outcome.kind === 'grids' && outcome.mends) {
    for (const sentence of mendSentences(outcome.mends)) terminal.say(sentence)
  }
}

export function outcomeSentence(outcome: ImportOutcome): string {
  const skipped = outcome.skipped > 0 ? `，跳过 ${outcome.skipped} 条` : ''
  switch (outcome.kind) {
    case 'areas': {
      const { added, renamed, unchanged } = outcome
      const nothing = added + renamed === 0 ? '没有新内容：' : ''
      return `${nothing}区划新增 ${added}，改名 ${renamed}，未变 ${unchanged}${skipped}`
    }
    case 'grids': {
      const { grids, added, changed, unchanged, ended, withoutArea, incidentsMoved } = outcome
      const nothing = added + changed + ended.length === 0 ? '没有新内容：' : ''
      const gone = ended.length > 0 ? `（停用：${ended.join('、')}）` : ''
      return [
        `${nothing}网格 ${grids} 个：新增 ${added}，变更 ${changed}，未变 ${unchanged}`,
        `停用 ${ended.length}${gone}，没有归属区划 ${withoutArea}，事件换格 ${incidentsMoved}${skipped}`,
      ].join('，')
    }
    case 'incidents': {
      const { added, known, invalid, outsidePolice, outsideGovernance, from, to } = outcome
      const nothing = added === 0 ? '没有新内容：' : ''
      const span = from === null ? '' : `（${from} 至 ${to}）`
      return [
        `${nothing}事件新增 ${added}${span}，其中无效 ${invalid}`,
        `不在警格内 ${outsidePolice}，不在综治网格内 ${outsideGovernance}，已有 ${known}${skipped}`,
      ].join('，')
    }
  }
}
