import { Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { incidentVoidForm } from '~/domain/incident-void-form.ts'
import { isLegalAct } from '~/domain/incidents.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { findLikelyDuplicates } from '~/services/incident-duplicates.server.ts'
import { findLastAct, findReachable } from '~/services/incident-reading.server.ts'
import { voidIncident } from '~/services/incident-validity.server.ts'
import { ErrorSummary, SubmitButton } from '~/ui/form.tsx'
import { IncidentDuplicates } from '~/ui/incident-duplicates.tsx'
import { incidentProblem, staleProblem } from '~/ui/incident-problems.ts'
import { IncidentReason } from '~/ui/incident-reason.tsx'

export const meta: MetaFunction = () => [{ title: '并入重复事件 · 和格' }]

export const loader = guardLoader('incident.void', async ({ desk, params }) => {
  const incident = await findReachable(desk, 'incident.void', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  if (!isLegalAct(incident, 'merged')) throw redirect(`/incidents/${incident.id}`)
  return {
    incident: { id: incident.id, number: incident.number, version: incident.version },
    likely: await findLikelyDuplicates(desk, incident),
  }
})

export const action = guardAction('incident.void', async ({ request, desk, params }) => {
  const incident = await findReachable(desk, 'incident.void', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const values: Record<string, string> = Object.fromEntries(
    [...(await request.formData())].map(([name, value]) => [name, String(value)]),
  )
  const targetNumber = values.likelyNumber || values.targetNumber
  const form = parseForm(incidentVoidForm, { ...values, targetNumber, act: 'merged' })
  if (!form.ok) return data({ problems: form.problems, values }, { status: 422 })
  const merged = await voidIncident(desk, incident.id, form.value)
  if (merged.ok) return redirect(`/incidents/${incident.id}?done=merged`)
  if (merged.reason === 'notFound') throw notFound()
  if (merged.reason !== 'stale') {
    return data({ problems: incidentProblem(merged.reason), values }, { status: 422 })
  }
  const { version, last } = await findLastAct(desk, incident.id)
  return data(
    { problems: staleProblem(last), values: { ...values, version: String(version) } },
    { status: 409 },
  )
})

export default function Duplicate() {
  const { incident, likely } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const sent: Record<string, string> = refused?.values ?? {}
  const problems = refused?.problems ?? {}
  return (
    <Stack gap="sm">
      <Title order={1}>并入重复事件 {incident.number}</Title>
      <Text>同一件事登记了两次时，把这一件并入另一件。并入后不再计数，之后可以恢复。</Text>
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate className="incident-form">
        <input type="hidden" name="version" value={sent.version || incident.version} />
        <IncidentDuplicates likely={likely} values={sent} problem={problems.targetNumber} />
        <IncidentReason label="原因" value={sent.reason ?? '重复登记'} problem={problems.reason} />
        <SubmitButton fullWidth>确认并入</SubmitButton>
        <Link to={`/incidents/${incident.id}`}>返回事件</Link>
      </Form>
    </Stack>
  )
}
