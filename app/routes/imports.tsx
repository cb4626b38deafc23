import { Alert, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listImportBatches } from '#db/import-batches.ts'
import { batchKindLabels, batchStatusLabels, layerLabels } from '~/domain/labels.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { instantText } from '~/ui/dates.ts'
import { WideTable } from '~/ui/wide-table.tsx'

const batchesShown = 100

export const meta: MetaFunction = () => [{ title: '导入 · 和格' }]

export const loader = guardLoader('import.run', async ({ desk }) => ({
  batches: await listImportBatches(desk.db, { limit: batchesShown }),
}))

export default function Imports() {
  const { batches } = useLoaderData<typeof loader>()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>导入</Title>
        <Button component={Link} to="/imports/new">
          导入文件
        </Button>
      </Group>
      {batches.length === 0 ? (
        <Alert color="blue" title="还没有导入过">
          先导入区划，再导入警格和综治网格，最后导入事件；次序不对也不要紧，系统会重新归属。
        </Alert>
      ) : (
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
      )}
      {batches.length === batchesShown && (
        <Text c="dimmed">只列最近 {batchesShown} 批；更早的见操作记录。</Text>
      )}
    </Stack>
  )
}
