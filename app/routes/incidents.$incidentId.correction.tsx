import { Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { addDays } from '~/domain/day.ts'
import {
  incidentCorrectionForm,
  parseIncidentForm,
  personalText,
  typedFacts,
} from '~/domain/incident-form.ts'
import { isLegalAct } from '~/domain/incidents.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { findLastAct, findReachable } from '~/services/incident-reading.server.ts'
import { correctIncident } from '~/services/incidents.server.ts'
import { findPlaceChoices } from '~/services/place-choices.server.ts'
import { ErrorSummary, SubmitButton } from '~/ui/form.tsx'
import { IncidentFields } from '~/ui/incident-fields.tsx'
import {
  type IncidentRefusal,
  personalRefusal,
  refusalOf,
  staleProblem,
} from '~/ui/incident-problems.ts'
import { IncidentReason } from '~/ui/incident-reason.tsx'

export const meta: MetaFunction = () => [{ title: '更正事件 · 和格' }]

export const loader = guardLoader('incident.correct', async ({ desk, params, url }) => {
  const incident = await findReachable(desk, 'incident.correct', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  if (!isLegalAct(incident, 'corrected')) throw redirect(`/incidents/${incident.id}`)
  const categories = await listIncidentCategories(desk.db)
  const draft = await findKeptDraft(desk, url.pathname)
  return {
    incident: { id: incident.id, number: incident.number, version: incident.version },
    categories,
    choices: await findPlaceChoices(desk, 'incident.log'),
    today: desk.today,
    yesterday: addDays(desk.today, -1),
    values: draft ?? typedFacts(incident, categories),
  }
})

export const action = guardAction('incident.correct', async ({ request, desk, params, url }) => {
  const incident = await findReachable(desk, 'incident.correct', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const form = parseIncidentForm(incidentCorrectionForm(desk.today), await request.formData())
  const refuse = (refusal: IncidentRefusal, version = form.values.version ?? '', status = 422) =>
    data({ values: { ...form.values, version }, ...refusal }, { status })
  if (!form.ok) return refuse({ problems: form.problems, question: null, keptText: '' })
  const personal = personalText(form.value)
  if (personal !== '') return refuse(personalRefusal(personal))
  const corrected = await correctIncident(desk, incident.id, form.value)
  if (corrected.ok) {
    await dropDraft(desk, url.pathname)
    return redirect(`/incidents/${incident.id}?done=corrected`)
  }
  if (corrected.reason === 'notFound') throw notFound()
  if (corrected.reason !== 'stale') return refuse(refusalOf(corrected, form.value.keptText))
  const { version, last } = await findLastAct(desk, incident.id)
  const problems = staleProblem(last)
  return refuse({ problems, question: null, keptText: '' }, String(version), 409)
})

export default function Correction() {
  const { incident, categories, choices, today, yesterday, values } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const sent: Record<string, string> = refused?.values ?? values
  const problems = refused?.problems ?? {}
  return (
    <Stack gap="sm">
      <Title order={1}>更正事件 {incident.number}</Title>
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate className="incident-form">
        <input type="hidden" name="version" value={sent.version || incident.version} />
        <IncidentFields
          categories={categories}
          choices={choices}
          today={today}
          yesterday={yesterday}
          values={sent}
          problems={problems}
          question={refused?.question ?? null}
          keptText={refused?.keptText ?? ''}
        />
        <IncidentReason label="更正原因" value={sent.reason ?? ''} problem={problems.reason} />
        <div className="save-bar">
          <SubmitButton fullWidth>保存更正</SubmitButton>
        </div>
        <Link to={`/incidents/${incident.id}`}>不改了，返回事件</Link>
      </Form>
    </Stack>
  )
}
