import { Alert, Button, Group, List, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { findArea, listAreas } from '#db/areas.ts'
import { findWorkerInReach, listWorkerRoles } from '#db/workers.ts'
import { parseForm } from '~/domain/form.ts'
import { roleLabels } from '~/domain/labels.ts'
import { may, pathsWithin, roles } from '~/domain/permissions.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { workerActForm } from '~/domain/worker-form.ts'
import { type GuardedArgs, guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import {
  disableWorker,
  enableWorker,
  grantRole,
  resetPassword,
  withdrawRole,
} from '~/services/accounts.server.ts'
import { AreaSelect } from '~/ui/area-select.tsx'
import { dayText } from '~/ui/dates.ts'
import { ErrorSummary } from '~/ui/form.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.worker.name ?? '账号'} · 和格` },
]

export const loader = guardLoader('worker.manage', async ({ desk, params }) => {
  const worker = await managedWorker({ desk, params })
  return {
    worker,
    self: worker.id === desk.worker.id,
    today: desk.today,
    roles: await listWorkerRoles(desk.db, worker.id),
    areas: (await listAreas(desk.db)).filter(({ path }) =>
      may(desk.worker, 'worker.manage', { own: false, areaPath: path }),
    ),
  }
})

export const action = guardAction('worker.manage', async ({ request, desk, params }) => {
  const worker = await managedWorker({ desk, params })
  const form = parseForm(workerActForm, await request.formData())
  if (!form.ok) return data({ problems: form.problems }, { status: 422 })
  const done = (what: string) => redirect(`/workers/${worker.id}?done=${what}`)
  const refuse = (name: string, message: string) =>
    data({ problems: { [name]: message } }, { status: 422 })
  switch (form.value.act) {
    case 'reset':
      return { oneTimePassword: await resetPassword(desk, worker.id) }
    case 'disable':
      if (worker.id === desk.worker.id)
        return refuse('act', '不能停用自己的账号，请由另一位管理员操作')
      await disableWorker(desk, worker.id)
      return done('disabled')
    case 'enable':
      await enableWorker(desk, worker.id)
      return done('enabled')
    case 'grant': {
      const { role, areaCode } = form.value
      const area = areaCode === null ? null : await findArea(desk.db, areaCode)
      const place = { own: false, areaPath: area?.path ?? null }
      if (!may(desk.worker, 'worker.manage', place))
        return refuse('areaCode', '这个辖区不归您管理，请另选')
      const granted = await grantRole(desk, { workerId: worker.id, role, areaCode })
      return granted.ok ? done('granted') : refuse('areaCode', '没有这个辖区，请重新选择')
    }
    case 'withdraw': {
      if (worker.id === desk.worker.id)
        return refuse('act', '不能撤销自己的岗位，请由另一位管理员操作')
      const { roleId } = form.value
      const withdrawn = await withdrawRole(desk, { workerId: worker.id, roleId })
      return withdrawn ? done('withdrawn') : refuse('act', '这个岗位已经撤销，请刷新后再看')
    }
  }
})

async function managedWorker({ desk, params }: Pick<GuardedArgs, 'desk' | 'params'>) {
  const paths = pathsWithin(desk.worker, 'worker.manage')
  const reach = { paths, on: desk.today }
  const worker = await findWorkerInReach(desk.db, rowIdOf(params.workerId), reach)
  if (!worker) throw notFound()
  return worker
}

const confirmations: Record<string, string> = {
  disabled: '账号已停用，正在使用的登录已全部退出。',
  enabled: '账号已恢复使用。',
  granted: '岗位已增加，马上生效。',
  withdrawn: '岗位已撤销，马上生效。',
}

export default function WorkerPage() {
  const { worker, self, roles: held, areas, today } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = confirmations[search.get('done') ?? '']
  return (
    <Stack maw={640}>
      <Title order={1}>{worker.name}</Title>
      <Text>
        账号 {worker.account}
        {worker.unit && `，${worker.unit}`}，{worker.disabledAt ? '已停用' : '使用中'}
      </Text>
      {done && (
        <Alert color="green" role="status">
          {done}
        </Alert>
      )}
      {answered && 'oneTimePassword' in answered && (
        <Alert color="green" role="status" title="密码已重置">
          新的一次性密码：<b className="one-time-password">{answered.oneTimePassword}</b>
          。只显示这一次，请当面告诉本人；原来的登录已全部退出。
        </Alert>
      )}
      <ErrorSummary problems={answered && 'problems' in answered ? answered.problems : {}} />
      <Title order={2}>岗位</Title>
      <List spacing="sm">
        {held.map(({ id, role, areaName, validFrom, validTo }) => (
          <List.Item key={id}>
            <Group gap="sm">
              <Text>
                {roleLabels[role]}，{areaName ?? '全部辖区'}，{dayText(validFrom)}起
                {validTo && `，${dayText(validTo)}止`}
              </Text>
              {!self && (validTo === null || validTo > today) && (
                <Form method="post">
                  <input type="hidden" name="roleId" value={id} />
                  <Button type="submit" name="act" value="withdraw" variant="default" size="sm">
                    撤销
                  </Button>
                </Form>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
      <Form method="post">
        <Group align="end">
          <NativeSelect
            id="role"
            name="role"
            label="增加岗位"
            data={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
          />
          <AreaSelect id="areaCode" name="areaCode" label="辖区" areas={areas} none="全部辖区" />
          <Button type="submit" name="act" value="grant" size="lg" variant="default">
            增加
          </Button>
        </Group>
      </Form>
      <Title order={2}>账号</Title>
      <Form method="post">
        <Group id="act">
          <Button type="submit" name="act" value="reset" variant="default">
            重置密码
          </Button>
          {worker.disabledAt ? (
            <Button type="submit" name="act" value="enable" variant="default">
              恢复使用
            </Button>
          ) : (
            !self && (
              <Button type="submit" name="act" value="disable" variant="outline" color="red">
                停用账号
              </Button>
            )
          )}
        </Group>
      </Form>
    </Stack>
  )
}
