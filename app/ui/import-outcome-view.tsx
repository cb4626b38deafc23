import { Alert, List, Stack, Title } from '@mantine/core'
import type { BatchStatus } from '../domain/import-batches.ts'
import { changesAnything, type ImportOutcome } from '../domain/import-outcomes.ts'
import { dayText } from './dates.ts'
import { ImportProblemList } from './import-problem-list.tsx'
import { ImportSample } from './import-sample.tsx'

/** What came of the file, or would come of it: figures, problems by line, the first records. */
export function ImportOutcomeView({
  outcome,
  status,
}: {
  outcome: ImportOutcome
  status: BatchStatus
}) {
  return (
    <Stack className="card">
      <Title order={2}>{status === 'previewed' ? '预览：还没有写入' : '导入结果'}</Title>
      <List>
        {figuresOf(outcome).map((figure) => (
          <List.Item key={figure}>{figure}</List.Item>
        ))}
      </List>
      {status === 'previewed' && !changesAnything(outcome) && (
        <Alert color="blue">文件里的内容系统中都已经有了，不需要导入。</Alert>
      )}
      <ImportProblemList problems={outcome.problems} total={outcome.problemTotal} />
      {outcome.kind === 'grids' ? (
        <details>
          <summary>看前 {outcome.sample.length} 个网格</summary>
          <ImportSample sample={outcome.sample} />
        </details>
      ) : (
        <ImportSample sample={outcome.sample} />
      )}
    </Stack>
  )
}

function figuresOf(outcome: ImportOutcome): string[] {
  const read = `读到 ${outcome.records} 条，跳过 ${outcome.skipped} 条`
  switch (outcome.kind) {
    case 'areas':
      return [
        read,
        `新增区划 ${outcome.added} 个，改名 ${outcome.renamed} 个，不变 ${outcome.unchanged} 个`,
      ]
    case 'grids':
      return [
        read,
        `网格 ${outcome.grids} 个：新增 ${outcome.added}，边界或信息有变 ${outcome.changed}，不变 ${outcome.unchanged}`,
        `停用 ${outcome.ended.length} 个${outcome.ended.length > 0 ? `：${outcome.ended.slice(0, 20).join('、')}` : ''}`,
        `不知道属于哪个区划的 ${outcome.withoutArea} 个`,
        `改归其他网格的事件 ${outcome.incidentsMoved} 件`,
      ]
    case 'incidents':
      return [
        read,
        `新增 ${outcome.added} 件，其中无效警情 ${outcome.invalid} 件；已有 ${outcome.known} 件不重复导入`,
        `不在任何警格内 ${outcome.outsidePolice} 件，不在任何综治网格内 ${outcome.outsideGovernance} 件`,
        outcome.from && outcome.to
          ? `发生日期从 ${dayText(outcome.from)} 到 ${dayText(outcome.to)}`
          : '没有可用的日期',
      ]
  }
}
