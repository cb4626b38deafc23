import { Button, Group } from '@mantine/core'
import { Form, useNavigation } from '@remix-run/react'
import type { BatchStatus } from '../domain/import-batches.ts'
import { changesAnything, type ImportOutcome } from '../domain/import-outcomes.ts'

/** What can be done with a batch as it stands. */
export function ImportActs({
  status,
  outcome,
}: {
  status: BatchStatus
  outcome: ImportOutcome | null
}) {
  const navigation = useNavigation()
  const doing = navigation.state === 'submitting' ? navigation.formData?.get('act') : null
  return (
    <Form method="post">
      <Group id="act">
        {status === 'previewed' && outcome && changesAnything(outcome) && (
          <Button type="submit" name="act" value="confirm" size="lg" loading={doing === 'confirm'}>
            确认导入
          </Button>
        )}
        {(status === 'previewed' || status === 'uploaded') && (
          <Button type="submit" name="act" value="discard" size="lg" variant="default">
            放弃
          </Button>
        )}
        {status === 'imported' && (
          <Button
            type="submit"
            name="act"
            value="undo"
            size="lg"
            variant="outline"
            color="red"
            loading={doing === 'undo'}
          >
            撤销这一批
          </Button>
        )}
      </Group>
      {doing && <p role="status">正在处理，数据较多时需要一两分钟，请不要关闭页面。</p>}
    </Form>
  )
}
