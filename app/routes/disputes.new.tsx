import { randomUUID } from 'node:crypto'
import { Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findArea } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { findDisputeType, listDisputeTypes } from '#db/reference.ts'
import { disputeIntakeForm } from '~/domain/dispute-intake-form.ts'
import { parseForm } from '~/domain/form.ts'
import { personalText } from '~/domain/incident-form.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { openDispute } from '~/services/disputes.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { findPlace } from '~/services/place.server.ts'
import { findPlaceChoices } from '~/services/place-choices.server.ts'
import { DisputeIntake } from '~/ui/dispute-intake.tsx'
import { disputeTypeText } from '~/ui/dispute-type-text.ts'
import { incidentProblem, personalProblem, whichGridProblem } from '~/ui/incident-problems.ts'

export const meta: MetaFunction = () => [{ title: '登记纠纷 · 和格' }]

export const loader = guardLoader('dispute.open', async ({ desk, url }) => ({
  key: randomUUID(),
  types: await listDisputeTypes(desk.db),
  choices: await findPlaceChoices(desk, 'dispute.open'),
  draft: (await findKeptDraft(desk, url.pathname)) ?? {},
}))

export const action = guardAction('dispute.open', async ({ request, desk, url }) => {
  const fields = textsOf(await request.formData())
  const form = parseForm(disputeIntakeForm, { ...fields, title: fields.title?.trim() || untitled })
  const refuse = (problems: Record<string, string>, more = {}) =>
    data({ problems, values: fields, question: null, personal: '', ...more }, { status: 422 })
  if (!form.ok) return refuse(form.problems)
  const { typeCode, summary, addressText } = form.value
  const personal = personalText({
    summary: `${form.value.title}\n${summary}`,
    addressText,
    keptText: fields.keptText ?? null,
  })
  if (personal !== '') return refuse(personalProblem(personal), { personal })
  const found = await findPlace(desk, 'dispute.open', { ...form.value, on: desk.today })
  if (!found.ok) {
    return found.reason === 'whichGrid'
      ? refuse(whichGridProblem, { question: found.question, personal: fields.keptText ?? '' })
      : refuse(incidentProblem(found.reason))
  }
  const title =
    form.value.title === untitled
      ? await titleOf(desk.db, typeCode, { addressText, areaCode: found.place.areaCode })
      : form.value.title
  const opened = await openDispute(desk, { ...form.value, ...found.place, title })
  if (!opened.ok) return refuse({ typeCode: '没有这个纠纷类型，请重新选择' })
  await dropDraft(desk, url.pathname)
  return redirect(`/disputes/${opened.disputeId}?done=${opened.again ? 'again' : 'opened'}`)
})

export default function NewDispute() {
  const { key, types, choices, draft } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <Stack maw={640}>
      <Title order={1}>登记纠纷</Title>
      <DisputeIntake
        types={types}
        choices={choices}
        values={{ key, ...draft, ...refused?.values }}
        problems={refused?.problems ?? {}}
        question={refused?.question ?? null}
        personal={refused?.personal ?? ''}
      />
    </Stack>
  )
}

const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  )

/** Stands for a title until the place is found. */
const untitled = '未命名'

/** By place and type: 河东村 邻里纠纷：其他. */
async function titleOf(
  db: Database,
  typeCode: string,
  { addressText, areaCode }: { addressText: string | null; areaCode: string | null },
): Promise<string> {
  const type = await findDisputeType(db, typeCode)
  const group = type?.parentCode ? await findDisputeType(db, type.parentCode) : undefined
  const area = areaCode === null ? undefined : await findArea(db, areaCode)
  const place = addressText?.slice(0, 30) ?? area?.name
  return [place, disputeTypeText(type?.label ?? '', group?.label ?? null)].filter(Boolean).join(' ')
}
