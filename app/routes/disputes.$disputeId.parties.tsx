import { Alert, Stack, TextInput, Title } from '@mantine/core'
import { data, type HeadersFunction, type MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { revealForm } from '~/domain/reveal-form.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { revealParties } from '~/services/dispute-file.server.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { PartyList } from '~/ui/dispute-parties.tsx'
import { ErrorSummary, SubmitButton, useSchemaForm } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '查看当事人 · 和格' }]

/** What is in clear here is for these eyes, now: no cache keeps it. */
export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' })

export const loader = guardLoader('dispute.reveal', async ({ desk, params }) => {
  const { dispute } = await requireDispute(desk, 'dispute.reveal', params.disputeId)
  return { id: dispute.id, number: dispute.number }
})

export const action = guardAction('dispute.reveal', async ({ request, desk, params }) => {
  const { dispute } = await requireDispute(desk, 'dispute.reveal', params.disputeId)
  const form = parseForm(revealForm, await request.formData())
  if (!form.ok) return data({ ...form, parties: null }, { status: 422 })
  return { parties: await revealParties(desk, dispute.id, form.value.reason) }
})

export default function DisputePartiesInClear() {
  const { id, number } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const refused = answered && 'problems' in answered ? answered : undefined
  const { field, problems, onSubmit } = useSchemaForm(revealForm, {
    values: refused?.values ?? {},
    problems: refused?.problems ?? {},
  })
  return (
    <Stack maw={640}>
      <DisputeCrumbs id={id} number={number} here="查看当事人" />
      <Title order={1}>查看当事人</Title>
      {answered?.parties ? (
        <>
          <Alert color="blue" role="status">
            这次查看已记入操作记录。请勿转告无关人员，离开本页后不再显示。
          </Alert>
          <div className="card">
            <PartyList parties={answered.parties} />
          </div>
          <Link to={`/disputes/${id}`}>回到纠纷</Link>
        </>
      ) : (
        <Form method="post" noValidate onSubmit={onSubmit}>
          <Stack>
            <ErrorSummary problems={problems} />
            <TextInput
              {...field('reason')}
              label="查看原因"
              description="例如：电话通知调解时间。原因记入操作记录，不要写姓名和电话。"
              maxLength={100}
            />
            <SubmitButton fullWidth>查看</SubmitButton>
          </Stack>
        </Form>
      )}
    </Stack>
  )
}
