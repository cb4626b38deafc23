import { Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { addDays } from '~/domain/day.ts'
import { incidentForm, parseIncidentForm, personalText } from '~/domain/incident-form.ts'
import type { SourceChannel } from '~/domain/incidents.ts'
import type { Holder } from '~/domain/permissions.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { logIncident } from '~/services/incidents.server.ts'
import { findPlaceChoices } from '~/services/place-choices.server.ts'
import { ErrorSummary, SubmitButton } from '~/ui/form.tsx'
import { IncidentFields } from '~/ui/incident-fields.tsx'
import { type IncidentRefusal, personalRefusal, refusalOf } from '~/ui/incident-problems.ts'

const path = '/incidents/new'

export const meta: MetaFunction = () => [{ title: '随手报 · 和格' }]

export const loader = guardLoader('incident.log', async ({ desk }) => ({
  categories: await listIncidentCategories(desk.db),
  choices: await findPlaceChoices(desk, 'incident.log'),
  today: desk.today,
  yesterday: addDays(desk.today, -1),
  key: crypto.randomUUID(),
  values: {
    sourceChannel: usualChannel(desk.worker),
    ...(await findKeptDraft(desk, path)),
  } as Record<string, string>,
}))

export const action = guardAction('incident.log', async ({ request, desk }) => {
  const form = parseIncidentForm(incidentForm(desk.today), await request.formData())
  const refuse = (refusal: IncidentRefusal) =>
    data({ values: form.values, ...refusal }, { status: 422 })
  if (!form.ok) return refuse({ problems: form.problems, question: null, keptText: '' })
  const personal = personalText(form.value)
  if (personal !== '') return refuse(personalRefusal(personal))
  const logged = await logIncident(desk, form.value)
  if (!logged.ok) return refuse(refusalOf(logged, form.value.keptText))
  await dropDraft(desk, path)
  return redirect(`/incidents/${logged.incidentId}?done=logged`)
})

export default function NewIncident() {
  const { categories, choices, today, yesterday, key, values } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const sent = refused?.values ?? values
  const problems = refused?.problems ?? {}
  return (
    <Stack gap="sm">
      <Title order={1}>随手报</Title>
      <ErrorSummary problems={problems} />
      <Form method="post" noValidate className="incident-form">
        <input type="hidden" name="key" value={refused?.values.key || key} />
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
        <div className="save-bar">
          <SubmitButton fullWidth>保存</SubmitButton>
        </div>
      </Form>
    </Stack>
  )
}

/** Where reports of this worker's kind mostly come from. */
function usualChannel({ scopes }: Holder): SourceChannel {
  const holds = (role: string) => scopes.some((scope) => scope.role === role)
  return holds('gridWorker') ? 'gridWorker' : holds('communityOfficer') ? 'call110' : 'visit'
}
