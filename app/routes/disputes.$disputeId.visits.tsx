import { NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { visitPlanForm } from '~/domain/visit-plan-form.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { listPanelists } from '~/services/dispute-stage.server.ts'
import { planVisit } from '~/services/visits.server.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { ColleagueOptions } from '~/ui/dispute-move-form.tsx'
import { ErrorSummary, SubmitButton, useSchemaForm } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '安排回访 · 和格' }]

export const loader = guardLoader('dispute.handle', async ({ desk, params }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const { id, number, ownerId, areaCode } = dispute
  const colleagues = await listPanelists(desk, areaCode)
  return { id, number, ownerId, colleagues, today: desk.today }
})

export const action = guardAction('dispute.handle', async ({ request, desk, params }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const form = parseForm(visitPlanForm(desk.today), await request.formData())
  if (!form.ok) return data(form, { status: 422 })
  const planned = await planVisit(desk, dispute.id, form.value)
  if (planned.ok) return redirect(`/disputes/${dispute.id}?done=planned`)
  const { dueOn, workerId } = form.value
  const problems: Record<string, string> =
    planned.reason === 'notOpen'
      ? { dueOn: '这件纠纷已经办结，不能再安排回访' }
      : { workerId: '这位同事现在不能回访这里，请另选' }
  const values = { dueOn, workerId: String(workerId ?? '') }
  return data({ ok: false as const, problems, values }, { status: 422 })
})

export default function DisputeVisitsPage() {
  const { id, number, ownerId, colleagues, today } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { field, problems, onSubmit } = useSchemaForm(visitPlanForm(today), {
    values: { workerId: String(ownerId ?? ''), ...refused?.values },
    problems: refused?.problems ?? {},
  })
  return (
    <Stack maw={520}>
      <DisputeCrumbs id={id} number={number} here="安排回访" />
      <Title order={1}>安排回访</Title>
      <Form method="post" noValidate onSubmit={onSubmit}>
        <Stack>
          <ErrorSummary problems={problems} />
          <TextInput {...field('dueOn')} type="date" label="回访日期" min={today} />
          <NativeSelect {...field('workerId')} label="回访人">
            {ownerId === null && <option value="">请选择</option>}
            <ColleagueOptions colleagues={colleagues} />
          </NativeSelect>
          <SubmitButton fullWidth>安排</SubmitButton>
        </Stack>
      </Form>
    </Stack>
  )
}
