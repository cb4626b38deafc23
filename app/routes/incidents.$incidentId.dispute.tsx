import { redirect } from '@remix-run/node'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { findReachable } from '~/services/incident-reading.server.ts'
import { makeDispute } from '~/services/incident-validity.server.ts'

/** There is nothing to see here: whoever reloads comes back to the incident. */
export const loader = guardLoader('incident.read', ({ params }) =>
  redirect(`/incidents/${rowIdOf(params.incidentId)}`),
)

/** 转为纠纷 in one tap. */
export const action = guardAction('dispute.open', async ({ desk, params }) => {
  const incident = await findReachable(desk, 'dispute.open', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const made = await makeDispute(desk, incident.id)
  if (made.ok) return redirect(`/disputes/${made.disputeId}?done=opened`)
  if (made.reason === 'notFound') throw notFound()
  return redirect(`/incidents/${incident.id}`)
})
