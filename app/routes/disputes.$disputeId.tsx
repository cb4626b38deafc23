import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { statusLabels } from '~/domain/labels.ts'
import { isOpen } from '~/domain/mediation.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { disputeSheet } from '~/server/dispute-sheet.server.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { DisputeDone } from '~/ui/dispute-done.tsx'
import { DisputeFacts } from '~/ui/dispute-facts.tsx'
import { DisputeIncidents } from '~/ui/dispute-incidents.tsx'
import { DisputeMethods } from '~/ui/dispute-methods.tsx'
import { DisputeNext } from '~/ui/dispute-next.tsx'
import { DisputePanel } from '~/ui/dispute-panel.tsx'
import { DisputeParties } from '~/ui/dispute-parties.tsx'
import { DisputeSteps } from '~/ui/dispute-steps.tsx'
import { DisputeTimeline } from '~/ui/dispute-timeline.tsx'
import { DisputeVisits } from '~/ui/dispute-visits.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.sheet.number ?? '矛盾纠纷'} · 和格` },
]

export const loader = guardLoader('dispute.read', async ({ desk, params }) => {
  const { dispute, mayDo } = await requireDispute(desk, 'dispute.read', params.disputeId)
  return {
    sheet: await disputeSheet(desk, dispute),
    mayHandle: mayDo('dispute.handle'),
    mayReveal: mayDo('dispute.reveal'),
    mayRecord: mayDo('visit.record'),
  }
})

export default function Dispute() {
  const { sheet, mayHandle, mayReveal, mayRecord } = useLoaderData<typeof loader>()
  const { id, status } = sheet
  return (
    <Stack>
      <Text component="nav" aria-label="位置" className="crumbs">
        <Link to="/disputes">矛盾纠纷</Link> › {sheet.number}
      </Text>
      <Group>
        <Title order={1}>{sheet.title}</Title>
        <Badge size="lg" variant="outline">
          {statusLabels[status]}
        </Badge>
      </Group>
      <DisputeDone />
      <DisputeSteps course={sheet.course} light={sheet.light} />
      {mayHandle && (
        <DisputeNext id={id} status={status} next={sheet.next} openSeats={sheet.openSeats} />
      )}
      <div className="case">
        <div>
          <DisputeFacts {...sheet} />
          <DisputeParties id={id} parties={sheet.parties} mayReveal={mayReveal} />
          <DisputeIncidents incidents={sheet.incidents} />
        </div>
        <div>
          <DisputePanel id={id} panel={sheet.panel} mayHandle={mayHandle && isOpen(status)} />
          <DisputeMethods id={id} methods={sheet.methods} mayHandle={mayHandle} />
          <DisputeVisits
            id={id}
            visits={sheet.visits}
            mayPlan={mayHandle && isOpen(status)}
            mayRecord={mayRecord}
          />
        </div>
      </div>
      <DisputeTimeline events={sheet.events} />
    </Stack>
  )
}
