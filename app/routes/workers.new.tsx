import { Alert, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { data, type MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { findArea, listAreas } from '#db/areas.ts'
import { parseForm } from '~/domain/form.ts'
import { roleLabels } from '~/domain/labels.ts'
import { may, roles } from '~/domain/permissions.ts'
import { workerForm } from '~/domain/worker-form.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { addWorker } from '~/services/accounts.server.ts'
import { AreaSelect } from '~/ui/area-select.tsx'
import { ErrorSummary, SubmitButton, useSchemaForm } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '新开账号 · 和格' }]

export const loader = guardLoader('worker.manage', async ({ desk }) => ({
  areas: (await listAreas(desk.db)).filter(
    ({ level, path }) =>
      level !== 'village' && may(desk.worker, 'worker.manage', { own: false, areaPath: path }),
  ),
}))

export const action = guardAction('worker.manage', async ({ request, desk }) => {
  const form = parseForm(workerForm, await request.formData())
  if (!form.ok) return data(form, { status: 422 })
  const refuse = (problems: Record<string, string>) => {
    const { areaCode, unit, ...values } = form.value
    return data(
      {
        ok: false as const,
        problems,
        values: { ...values, areaCode: areaCode ?? '', unit: unit ?? '' },
      },
      { status: 422 },
    )
  }
  const area = form.value.areaCode === null ? null : await findArea(desk.db, form.value.areaCode)
  const place = { own: false, areaPath: area?.path ?? null }
  if (!may(desk.worker, 'worker.manage', place)) {
    return refuse({ areaCode: '这个辖区不归您管理，请另选' })
  }
  const added = await addWorker(desk, form.value)
  if (!added.ok) {
    return added.reason === 'accountTaken'
      ? refuse({ account: '这个账号已经有人用了，请换一个' })
      : refuse({ areaCode: '请重新选择辖区' })
  }
  return { ...added, account: form.value.account }
})

export default function NewWorker() {
  const { areas } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const refused = answered && !answered.ok ? answered : undefined
  const { field, problems, onSubmit } = useSchemaForm(workerForm, {
    values: { role: 'gridWorker', ...refused?.values },
    problems: refused?.problems ?? {},
  })
  if (answered?.ok) return <Added {...answered} />
  return (
    <Stack maw={520}>
      <Title order={1}>新开账号</Title>
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate onSubmit={onSubmit}>
        <Stack>
          <TextInput {...field('account')} label="账号" autoComplete="off" />
          <TextInput {...field('name')} label="姓名" />
          <TextInput {...field('unit')} label="单位（可不填）" />
          <NativeSelect
            {...field('role')}
            label="岗位"
            data={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
          />
          <AreaSelect {...field('areaCode')} label="辖区" areas={areas} none="全部辖区" />
          <SubmitButton>开账号</SubmitButton>
        </Stack>
      </Form>
    </Stack>
  )
}

const Added = (added: { workerId: number; account: string; oneTimePassword: string }) => (
  <Stack maw={520}>
    <Title order={1}>账号已开好</Title>
    <Alert color="green" role="status" title={`账号 ${added.account}`}>
      <Text>
        一次性密码：<b className="one-time-password">{added.oneTimePassword}</b>
      </Text>
      <Text>请当面告诉本人。密码只显示这一次，本人首次登录时必须改成自己的密码。</Text>
    </Alert>
    <Link to={`/workers/${added.workerId}`}>查看这个账号</Link>
    <Link to="/workers/new" reloadDocument>
      再开一个
    </Link>
  </Stack>
)
