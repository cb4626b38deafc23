import { Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { incidentVoidForm } from '~/domain/incident-void-form.ts'
import { isLegalAct } from '~/domain/incidents.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { findLastAct, findReachable } from '~/services/incident-reading.server.ts'
import { voidIncident } from '~/services/incident-validity.server.ts'
import { ErrorSummary, SubmitButton } from '~/ui/form.tsx'
import { voidingWords } from '~/ui/incident-acts.tsx'
import { incidentProblem, staleProblem } from '~/ui/incident-problems.ts'
import { IncidentReason } from '~/ui/incident-reason.tsx'

export const meta: MetaFunction = () => [{ title: '事件状态 · 和格' }]

const offered = ['withdrawn', 'markedInvalid', 'markedValid'] as const

export const loader = guardLoader('incident.void', async ({ desk, params, url }) => {
  const incident = await findReachable(desk, 'incident.void', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const asked = url.searchParams.get('act')
  const act = offered.find((known) => known === asked && isLegalAct(incident, known)) ?? null
  return { incident: { id: incident.id, number: incident.number, version: incident.version }, act }
})

export const action = guardAction('incident.void', async ({ request, desk, params }) => {
  const incident = await findReachable(desk, 'incident.void', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const fields = [...(await request.formData())]
  const form = parseForm(incidentVoidForm, fields)
  const values = Object.fromEntries(fields.map(([name, value]) => [name, String(value)]))
  if (!form.ok) return data({ problems: form.problems, values }, { status: 422 })
  const voided = await voidIncident(desk, incident.id, form.value)
  if (voided.ok) return redirect(`/incidents/${incident.id}?done=${form.value.act}`)
  if (voided.reason === 'notFound') throw notFound()
  if (voided.reason !== 'stale') {
    return data({ problems: incidentProblem(voided.reason), values }, { status: 422 })
  }
  const { version, last } = await findLastAct(desk, incident.id)
  return data(
    { problems: staleProblem(last), values: { ...values, version: String(version) } },
    { status: 409 },
  )
})

export default function ValidityOfIncident() {
  const { incident, act: asked } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const sent: Record<string, string> = refused?.values ?? {}
  const act = offered.find((known) => known === sent.act) ?? asked
  const problems = refused?.problems ?? {}
  const back = <Link to={`/incidents/${incident.id}`}>返回事件 {incident.number}</Link>
  if (act === null) {
    return (
      <Stack>
        <Title order={1}>现在不能这样办理</Title>
        <Text>事件的状态已经变了，请返回查看。</Text>
        {back}
      </Stack>
    )
  }
  const { title, explanation, reason } = voidingWords[act]
  return (
    <Stack gap="sm" maw="46rem">
      <Title order={1}>
        {title} {incident.number}
      </Title>
      <Text>{explanation}</Text>
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate className="incident-form">
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="version" value={sent.version || incident.version} />
        <IncidentReason label="原因" value={sent.reason ?? reason} problem={problems.reason} />
        <SubmitButton fullWidth>确认{title}</SubmitButton>
        {back}
      </Form>
    </Stack>
  )
}
