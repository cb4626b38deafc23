import { Alert, PasswordInput, Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { passwordForm } from '~/domain/password-form.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { changePassword } from '~/services/accounts.server.ts'
import { ErrorSummary, SubmitButton, useSchemaForm } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '修改密码 · 和格' }]

export const loader = guardLoader('own.account', ({ desk }) => ({
  first: desk.worker.mustChangePassword,
  account: desk.worker.account,
}))

export const action = guardAction('own.account', async ({ request, desk, context }) => {
  const form = parseForm(passwordForm(desk.worker.account), await request.formData())
  if (!form.ok) return data({ problems: form.problems }, { status: 422 })
  const changed = await changePassword(desk, {
    present: form.value.present,
    next: form.value.next,
    sessionId: context.sessionId ?? '',
  })
  if (changed.ok) return redirect('/account?done=password')
  return data({ problems: { present: '现在的密码不对，请重新输入' } }, { status: 422 })
})

export default function Password() {
  const { first, account } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { field, problems, onSubmit } = useSchemaForm(passwordForm(account), {
    values: {},
    problems: refused?.problems ?? {},
  })
  return (
    <Stack maw={420}>
      <Title order={1}>修改密码</Title>
      {first && (
        <Alert color="blue" title="首次登录">
          请先把管理员给的一次性密码换成自己的密码。
        </Alert>
      )}
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate onSubmit={onSubmit}>
        <Stack>
          <PasswordInput {...field('present')} label="现在的密码" autoComplete="current-password" />
          <PasswordInput
            {...field('next')}
            label="新密码"
            description="至少 8 位，大写字母、小写字母、数字、符号至少用三种"
            autoComplete="new-password"
          />
          <PasswordInput {...field('again')} label="再输一次新密码" autoComplete="new-password" />
          <SubmitButton>保存</SubmitButton>
        </Stack>
      </Form>
    </Stack>
  )
}
