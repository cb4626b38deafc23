import { Alert, Card, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { Form } from '@remix-run/react'
import { ErrorSummary, type FieldProblems, SubmitButton } from './form.tsx'

export interface DemoAccount {
  account: string
  name: string
}

/** Signing in; what was typed before the sign-in ran out travels along and comes back after. */
export function SignIn({
  next,
  draft,
  expired = false,
  account = '',
  problems = {},
  demo,
}: {
  next: string
  draft?: Record<string, string>
  expired?: boolean
  account?: string
  problems?: FieldProblems
  demo?: { password: string; accounts: DemoAccount[] } | null
}) {
  return (
    <Stack maw={420} mx="auto" py="lg">
      <Title order={1}>登录</Title>
      {expired && (
        <Alert color="blue" title="登录已过期">
          请重新登录，刚才填写的内容已保留。
        </Alert>
      )}
      <ErrorSummary problems={problems} />
      <Form method="post" action="/login" noValidate>
        <Stack>
          <input type="hidden" name="next" value={next} />
          {draft && <input type="hidden" name="draft" value={JSON.stringify(draft)} />}
          <TextInput
            id="account"
            name="account"
            label="账号"
            autoComplete="username"
            defaultValue={account}
            error={problems.account}
          />
          <PasswordInput
            id="password"
            name="password"
            label="密码"
            autoComplete="current-password"
            error={problems.password}
          />
          <SubmitButton fullWidth>登录</SubmitButton>
        </Stack>
      </Form>
      {demo && (
        <Card withBorder component="section" aria-labelledby="demo-accounts">
          <Title order={2} size="h4" id="demo-accounts">
            演示账号
          </Title>
          <Text size="sm" c="dimmed">
            密码都是 {demo.password}
          </Text>
          <ul className="demo-accounts">
            {demo.accounts.map(({ account, name }) => (
              <li key={account}>
                <b>{account}</b> {name}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Stack>
  )
}
