import { Alert, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { listImportBatches, listWaitingBatches } from '#db/import-batches.ts'
import { batchKindLabels, batchStatusLabels, layerLabels } from '~/domain/labels.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { listDrafts } from '~/services/boundary-publishing.server.ts'
import { importProgress } from '~/services/imports-progress.server.ts'
import '~/styles/import.css'
import { instantText } from '~/ui/dates.ts'
import { ImportDrafts } from '~/ui/import-drafts.tsx'
import { WideTable } from '~/ui/wide-table.tsx'

const batchesShown = 100

export const meta: MetaFunction = () => [{ title: '导入 · 和格' }]

export const loader = guardLoader('import.run', async ({ desk }) => {
  const [listed, waiting, drafts] = await Promise.all([
    listImportBatches(desk.db, { limit: batchesShown }),
    listWaitingBatches(desk.db),
    listDrafts(desk),
  ])
  const draftOf = new Map(drafts.map((draft) => [draft.batchId, draft]))
  const isWaiting = new Set(waiting.map(({ id }) => id))
  return {
    waiting: waiting.map((batch) => {
      const { validFrom, ...changes } = draftOf.get(batch.id) ?? { validFrom: null }
      return {
        ...batch,
        validFrom,
        changes: 'added' in changes ? changes : null,
        progress: importProgress(desk, batch.id),
      }
    }),
    batches: listed.filter(({ id }) => !isWaiting.has(id)),
    isCut: listed.length === batchesShown,
  }
})

/** A running import is asked after this often. */
const askedEvery = 2000

export default function Imports() {
  const { waiting, batches, isCut } = useLoaderData<typeof loader>()
  const isRunning = waiting.some(({ progress }) => progress !== null)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(revalidate, askedEvery)
    return () => clearInterval(timer)
  }, [isRunning, revalidate])
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>导入</Title>
        <Button component={Link} to="/imports/new" size="lg">
          导入文件
        </Button>
      </Group>
      {waiting.length > 0 && (
        <section>
          <Group justify="space-between">
            <Title order={2}>等待确认（{waiting.length}）</Title>
            {isRunning && (
              <noscript>
                <a href="/imports">刷新进度</a>
              </noscript>
            )}
          </Group>
          <ImportDrafts batches={waiting} />
        </section>
      )}
      {batches.length + waiting.length === 0 && (
        <Alert color="blue" title="还没有导入过">
          先导入区划，再导入警格和综治网格，最后导入事件；次序不对也不要紧，系统会重新归属。
        </Alert>
      )}
      {batches.length > 0 && (
        <section>
          <Title order={2}>导入过的</Title>
          <WideTable label="导入批次">
            <Table.Thead>
              <Table.Tr>
                {['批次', '内容', '文件', '状态', '时间', '操作人'].map((heading) => (
                  <Table.Th key={heading}>{heading}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {batches.map(({ id, kind, layer, fileName, status, createdAt, workerName }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Link to={`/imports/${id}`}>第 {id} 批</Link>
                  </Table.Td>
                  <Table.Td>{layer ? layerLabels[layer] : batchKindLabels[kind]}</Table.Td>
                  <Table.Td>{fileName}</Table.Td>
                  <Table.Td>{batchStatusLabels[status]}</Table.Td>
                  <Table.Td>{instantText(createdAt)}</Table.Td>
                  <Table.Td>{workerName ?? '终端'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </section>
      )}
      {isCut && <Text c="dimmed">只列最近 {batchesShown} 批；更早的见操作记录。</Text>}
    </Stack>
  )
}
