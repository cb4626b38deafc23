import { Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { methodForm } from '~/domain/method-form.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { noteMethod } from '~/services/dispute-file.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { DisputeMethodForm } from '~/ui/dispute-method-form.tsx'

export const meta: MetaFunction = () => [{ title: '调解方式 · 和格' }]

export const loader = guardLoader('dispute.handle', async ({ desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  return {
    id: dispute.id,
    number: dispute.number,
    today: desk.today,
    draft: (await findKeptDraft(desk, url.pathname)) ?? {},
  }
})

export const action = guardAction('dispute.handle', async ({ request, desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const form = parseForm(methodForm(desk.today), await request.formData())
  if (!form.ok) return data(form, { status: 422 })
  await noteMethod(desk, dispute.id, form.value)
  await dropDraft(desk, url.pathname)
  return redirect(`/disputes/${dispute.id}?done=method`)
})

export default function DisputeMethodsPage() {
  const { id, number, today, draft } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <Stack maw={640}>
      <DisputeCrumbs id={id} number={number} here="调解方式" />
      <Title order={1}>记录调解方式</Title>
      <DisputeMethodForm
        today={today}
        values={refused?.values ?? draft}
        problems={refused?.problems ?? {}}
      />
    </Stack>
  )
}
