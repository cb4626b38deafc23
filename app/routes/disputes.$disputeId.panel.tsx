import { Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listPanelSeats } from '#db/panel-seats.ts'
import { parseForm } from '~/domain/form.ts'
import { panelForm } from '~/domain/panel-form.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { seatPanel } from '~/services/dispute-file.server.ts'
import { listPanelists } from '~/services/dispute-stage.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { DisputePanelForm } from '~/ui/dispute-panel-form.tsx'

export const meta: MetaFunction = () => [{ title: '调解小组 · 和格' }]

export const loader = guardLoader('dispute.handle', async ({ desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const seats = await listPanelSeats(desk.db, dispute.id)
  return {
    id: dispute.id,
    number: dispute.number,
    colleagues: await listPanelists(desk, dispute.areaCode),
    values:
      (await findKeptDraft(desk, url.pathname)) ??
      Object.fromEntries(
        seats.flatMap(({ seat, workerId, name, waivedReason }) => [
          [`${seat}.workerId`, String(workerId ?? '')],
          [`${seat}.name`, name ?? ''],
          [`${seat}.waivedReason`, waivedReason ?? ''],
        ]),
      ),
  }
})

export const action = guardAction('dispute.handle', async ({ request, desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const fields = await request.formData()
  const form = parseForm(panelForm, fields)
  if (!form.ok) return data(form, { status: 422 })
  const seated = await seatPanel(desk, dispute.id, form.value)
  await dropDraft(desk, url.pathname)
  if (seated.ok) return redirect(`/disputes/${dispute.id}?done=panel`)
  const values = Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]))
  const problems: Record<string, string> = { '': '有一位同事现在不能参加这里的调解，请另选' }
  return data({ ok: false as const, problems, values }, { status: 422 })
})

export default function DisputePanelPage() {
  const { id, number, colleagues, values } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <Stack maw={760}>
      <DisputeCrumbs id={id} number={number} here="调解小组" />
      <Title order={1}>调解小组</Title>
      <Text>四个席位各选一位同事，或填写系统外人员的姓名；确实不设的，写明原因。</Text>
      <DisputePanelForm
        colleagues={colleagues}
        values={refused?.values ?? values}
        problems={refused?.problems ?? {}}
      />
    </Stack>
  )
}
