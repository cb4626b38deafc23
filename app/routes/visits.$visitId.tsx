import { Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { findDisputeType } from '#db/reference.ts'
import { parseForm } from '~/domain/form.ts'
import { shownLight } from '~/domain/lights.ts'
import { visitForm } from '~/domain/visit-form.ts'
import { requireVisit } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { openCalendar } from '~/services/calendar.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { recordVisit } from '~/services/visits.server.ts'
import { dayText } from '~/ui/dates.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { LightBadge } from '~/ui/light-badge.tsx'
import { VisitForm } from '~/ui/visit-form.tsx'

export const meta: MetaFunction = () => [{ title: '记录回访 · 和格' }]

export const loader = guardLoader('visit.record', async ({ desk, params, url }) => {
  const { visit, dispute } = await requireVisit(desk, 'visit.record', params.visitId)
  return {
    disputeId: dispute.id,
    number: dispute.number,
    typeLabel: (await findDisputeType(desk.db, dispute.typeCode))?.label ?? '',
    addressText: dispute.addressText,
    planned: visit.status === 'planned',
    dueOn: visit.dueOn,
    light: shownLight(visit, desk.today, await openCalendar(desk.db)),
    today: desk.today,
    draft: (await findKeptDraft(desk, url.pathname)) ?? {},
  }
})

export const action = guardAction('visit.record', async ({ request, desk, params, url }) => {
  const { visit, dispute } = await requireVisit(desk, 'visit.record', params.visitId)
  const form = parseForm(visitForm(desk.today), await request.formData())
  if (!form.ok) return data(form, { status: 422 })
  const recorded = await recordVisit(desk, visit.id, form.value)
  await dropDraft(desk, url.pathname)
  if (recorded.ok) return redirect(`/disputes/${dispute.id}?done=visit`)
  const problems: Record<string, string> = { status: '这次回访已经有人记录过了，请回到纠纷查看' }
  return data({ ok: false as const, problems, values: {} }, { status: 409 })
})

export default function Visit() {
  const visit = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <Stack maw={520}>
      <DisputeCrumbs id={visit.disputeId} number={visit.number} here="记录回访" />
      <Title order={1}>记录回访</Title>
      <Text>
        {visit.typeLabel} {visit.addressText}
        <br />
        应回访日期：{dayText(visit.dueOn)}{' '}
        {visit.planned && visit.light && <LightBadge shown={visit.light} />}
      </Text>
      {visit.planned || refused ? (
        <VisitForm
          today={visit.today}
          values={refused?.values ?? visit.draft}
          problems={refused?.problems ?? {}}
        />
      ) : (
        <Text>
          这次回访已经记录。<Link to={`/disputes/${visit.disputeId}`}>查看结果</Link>
        </Text>
      )}
    </Stack>
  )
}
