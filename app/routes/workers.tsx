import { Alert, Badge, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { countWorkers, listWorkers } from '#db/workers.ts'
import { pathsWithin } from '~/domain/permissions.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { Pages, pageOf, rowsPerPage } from '~/ui/pages.tsx'
import { WideTable } from '~/ui/wide-table.tsx'

export const meta: MetaFunction = () => [{ title: '账号 · 和格' }]

export const loader = guardLoader('worker.manage', async ({ desk, url }) => {
  const text = (url.searchParams.get('text') ?? '').trim().slice(0, 50)
  const query = { paths: pathsWithin(desk.worker, 'worker.manage'), on: desk.today, text }
  const page = pageOf(url.searchParams)
  return {
    text,
    page,
    total: await countWorkers(desk.db, query),
    workers: await listWorkers(desk.db, {
      ...query,
      limit: rowsPerPage,
      offset: (page - 1) * rowsPerPage,
    }),
  }
})

export default function Workers() {
  const { text, page, total, workers } = useLoaderData<typeof loader>()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>账号</Title>
        <Button component={Link} to="/workers/new">
          新开账号
        </Button>
      </Group>
      <Form method="get" role="search">
        <Group align="end">
          <TextInput name="text" label="账号、姓名或单位" defaultValue={text} />
          <Button type="submit" size="lg" variant="default">
            查找
          </Button>
        </Group>
      </Form>
      {total === 0 ? (
        <Alert color="blue">没有符合条件的账号。换个词再找，或新开一个账号。</Alert>
      ) : (
        <WideTable label="账号列表">
          <Table.Thead>
            <Table.Tr>
              {['账号', '姓名', '单位', '状态'].map((heading) => (
                <Table.Th key={heading}>{heading}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {workers.map(({ id, account, name, unit, disabledAt, mustChangePassword }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Link to={`/workers/${id}`}>{account}</Link>
                </Table.Td>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{unit}</Table.Td>
                <Table.Td>
                  {disabledAt ? (
                    <Badge color="dark" variant="outline">
                      已停用
                    </Badge>
                  ) : (
                    <Text size="sm">{mustChangePassword ? '待首次改密码' : '使用中'}</Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
      <Text>共 {total} 个账号</Text>
      <Pages page={page} total={total} size={rowsPerPage} />
    </Stack>
  )
}
