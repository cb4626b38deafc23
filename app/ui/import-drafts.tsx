import { Button, Group, Text } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import { beginningOfTime, type Day, type Instant } from '../domain/day.ts'
import type { BatchKind, BatchStatus } from '../domain/import-batches.ts'
import { batchKindLabels, batchStatusLabels, layerLabels } from '../domain/labels.ts'
import { dayText, instantText } from './dates.ts'
import { ProgressBar, type ShownProgress } from './import-progress.tsx'

export interface WaitingBatch {
  id: number
  kind: BatchKind
  layer: Layer | null
  fileName: string
  status: BatchStatus
  createdAt: Instant
  workerName: string | null
  /** Of boundaries, as they were last tried. */
  validFrom: Day | null
  changes: { added: number; changed: number; ended: number } | null
  /** Of an import that runs in this server. */
  progress: ShownProgress | null
}

/** Files that wait: each with what it is, how far it is, and ways to go on with it or let it go. */
export const ImportDrafts = ({ batches }: { batches: readonly WaitingBatch[] }) => (
  <ul className="import-drafts">
    {batches.map((batch) => (
      <li key={batch.id} className="card">
        <h3>
          <Link to={`/imports/${batch.id}`}>
            第 {batch.id} 批：{batch.layer ? layerLabels[batch.layer] : batchKindLabels[batch.kind]}
          </Link>
        </h3>
        <Text>
          {batch.fileName}，{batch.progress ? '正在导入' : batchStatusLabels[batch.status]}
        </Text>
        {batch.validFrom !== null && (
          <Text>
            启用：{batch.validFrom === beginningOfTime ? '一直如此' : dayText(batch.validFrom)}
            {batch.changes &&
              `，新增 ${batch.changes.added}、有变 ${batch.changes.changed}、停用 ${batch.changes.ended}`}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {instantText(batch.createdAt)}，{batch.workerName ?? '终端'}
        </Text>
        {batch.progress && <ProgressBar progress={batch.progress} />}
        {batch.status === 'running' && !batch.progress && (
          <Text size="sm">在终端导入；要是中断了，再执行一次同样的命令就会接着来。</Text>
        )}
        {!batch.progress && (
          <Form method="post" action={`/imports/${batch.id}`}>
            <Group gap="sm">
              {batch.status !== 'running' && (
                <Button component={Link} to={`/imports/${batch.id}`} size="lg" variant="outline">
                  {batch.status === 'uploaded' ? '继续对列名' : '看预览，决定是否发布'}
                </Button>
              )}
              <Button
                type="submit"
                name="act"
                value="discard"
                size="lg"
                variant="default"
                aria-label={`放弃第 ${batch.id} 批`}
              >
                放弃
              </Button>
            </Group>
          </Form>
        )}
      </li>
    ))}
  </ul>
)
