import { Alert, Badge, Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useLoaderData, useRouteLoaderData, useSearchParams } from '@remix-run/react'
import { listWorkerRoles } from '#db/workers.ts'
import { roleLabels } from '~/domain/labels.ts'
import type { loader as rootLoader } from '~/root.tsx'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { largeTextCookie } from '~/server/large-text.server.ts'

export const meta: MetaFunction = () => [{ title: '我的 · 和格' }]

export const loader = guardLoader('own.account', async ({ desk }) => ({
  account: desk.worker.account,
  name: desk.worker.name,
  unit: desk.worker.unit,
  roles: (await listWorkerRoles(desk.db, desk.worker.id)).filter(
    ({ validTo }) => validTo === null || validTo > desk.today,
  ),
}))

/** Switches 大字 on this device. */
export const action = guardAction('own.account', async ({ request }) => {
  const large = (await request.formData()).get('largeText') === 'on'
  return redirect('/account', {
    headers: { 'Set-Cookie': await largeTextCookie.serialize(large) },
  })
})

export default function Account() {
  const { account, name, unit, roles } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const root = useRouteLoaderData<typeof rootLoader>('root')
  return (
    <Stack maw={520}>
      <Title order={1}>我的</Title>
      {search.get('done') === 'password' && (
        <Alert color="green" role="status">
          密码已修改，其他设备上的登录已退出。
        </Alert>
      )}
      <Text>
        {name}
        {unit && ` · ${unit}`}（账号 {account}）
      </Text>
      <List>
        {roles.map(({ id, role, areaName }) => (
          <List.Item key={id}>
            <Badge variant="light">{roleLabels[role]}</Badge> {areaName ?? '全部辖区'}
          </List.Item>
        ))}
      </List>
      <nav aria-label="全部功能">
        <ul className="rows">
          {(root?.menu ?? [])
            .filter(({ tab }) => !tab)
            .map(({ to, label }) => (
              <li key={to}>
                <Link to={to}>{label}</Link>
              </li>
            ))}
        </ul>
      </nav>
      <Form method="post">
        <input type="hidden" name="largeText" value={root?.largeText ? 'off' : 'on'} />
        <Button type="submit" variant="default" size="lg" fullWidth>
          {root?.largeText ? '恢复普通字号' : '改用大字'}
        </Button>
      </Form>
      <Group grow>
        <Button component={Link} to="/password" variant="default" size="lg">
          修改密码
        </Button>
        <Form method="post" action="/logout">
          <Button type="submit" variant="default" size="lg" fullWidth>
            退出登录
          </Button>
        </Form>
      </Group>
    </Stack>
  )
}
