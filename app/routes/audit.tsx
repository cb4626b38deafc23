import { Alert, Stack, Table, Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listAuditEntries } from '#db/audit-entries.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { auditActText, auditDetailText } from '~/ui/audit-acts.ts'
import { instantText } from '~/ui/dates.ts'
import { WideTable } from '~/ui/wide-table.tsx'

const entriesPerPage = 100

export const meta: MetaFunction = () => [{ title: '操作记录 · 和格' }]

export const loader = guardLoader('audit.read', async ({ desk, url }) => {
  const before = rowIdOf(url.searchParams.get('before'))
  const entries = await listAuditEntries(desk.db, {
    limit: entriesPerPage,
    ...(before > 0 && { before }),
  })
  return { entries, older: entries.length === entriesPerPage ? (entries.at(-1)?.id ?? null) : null }
})

export default function Audit() {
  const { entries, older } = useLoaderData<typeof loader>()
  return (
    <Stack>
      <Title order={1}>操作记录</Title>
      <Text>每次登记、更改、导入和查看当事人信息都留有记录，不能修改或删除。</Text>
      {entries.length === 0 ? (
        <Alert color="blue">还没有记录。</Alert>
      ) : (
        <WideTable label="操作记录">
          <Table.Thead>
            <Table.Tr>
              {['时间', '操作人', '操作', '对象', '内容'].map((heading) => (
                <Table.Th key={heading}>{heading}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map(({ id, at, workerName, act, subjectId, detail }) => (
              <Table.Tr key={id}>
                <Table.Td>{instantText(at)}</Table.Td>
                <Table.Td>{workerName ?? '终端'}</Table.Td>
                <Table.Td>{auditActText(act)}</Table.Td>
                <Table.Td>{subjectId}</Table.Td>
                <Table.Td className="audit-detail">{auditDetailText(detail)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      {older !== null && <Link to={`?before=${older}`}>更早的记录</Link>}
    </Stack>
  )
}
