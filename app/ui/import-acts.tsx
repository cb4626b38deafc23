import { Group } from '@mantine/core'
import { Form, useNavigation } from '@remix-run/react'
import type { BatchKind, BatchStatus } from '../domain/import-batches.ts'
import { changesAnything, type ImportOutcome } from '../domain/import-outcomes.ts'
import { ActButton } from './act-button.tsx'
import { WaitingProgress } from './import-progress.tsx'

/** What can be done with a batch as it stands; a layer of grids is published and undone elsewhere. */
export function ImportActs({
  batch,
  outcome,
}: {
  batch: { id: number; kind: BatchKind; status: BatchStatus }
  outcome: ImportOutcome | null
}) {
  const { id, kind, status } = batch
  const navigation = useNavigation()
  const isTable = kind !== 'grids'
  const isWaiting = navigation.state !== 'idle' && navigation.formData?.has('act')
  return (
    <Form method="post">
      <Group id="act">
        {isTable && status === 'previewed' && outcome && changesAnything(outcome) && (
          <ActButton act="confirm">确认导入</ActButton>
        )}
        {(status === 'previewed' || status === 'uploaded') && (
          <ActButton act="discard" variant="default">
            放弃
          </ActButton>
        )}
        {isTable && status === 'imported' && (
          <ActButton act="undo" variant="outline" color="red">
            撤销这一批
          </ActButton>
        )}
      </Group>
      {isWaiting && <WaitingProgress address={`/imports/${id}/progress`} />}
    </Form>
  )
}
