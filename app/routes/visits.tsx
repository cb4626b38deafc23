import { Group, Stack, Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { countVisits, listVisits } from '#db/visits.ts'
import { pageOf } from '~/domain/dispute-filter.ts'
import { shownLight, soonUntil } from '~/domain/lights.ts'
import { may, pathsWithin } from '~/domain/permissions.ts'
import { visitFilterOf } from '~/domain/visit-filter.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { openCalendar } from '~/services/calendar.server.ts'
import { Pages } from '~/ui/pages.tsx'
import { VisitTable } from '~/ui/visit-table.tsx'

export const meta: MetaFunction = () => [{ title: '回访 · 和格' }]

const pageSize = 50

export const loader = guardLoader('dispute.read', async ({ desk, url }) => {
  const { db, worker, today } = desk
  const calendar = await openCalendar(db)
  const filter = visitFilterOf(url.searchParams)
  const page = pageOf(url.searchParams)
  const query = {
    reach: { paths: pathsWithin(worker, 'dispute.read'), workerId: worker.id },
    status: filter.status,
    ...(filter.mine && { workerId: worker.id }),
    ...(filter.due && {
      due: { colour: filter.due, today, soonUntil: soonUntil(today, calendar) },
    }),
  }
  const visits = await listVisits(db, query, { limit: pageSize, offset: (page - 1) * pageSize })
  return {
    filter,
    page,
    total: await countVisits(db, query),
    visits: visits.map(({ workerId, areaPath, ...visit }) => ({
      ...visit,
      mayRecord: may(worker, 'visit.record', { own: workerId === worker.id, areaPath }),
      light: shownLight(visit, today, calendar),
    })),
  }
})

export default function Visits() {
  const { filter, page, total, visits } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const to = (change: Record<string, string>) => {
    const next = new URLSearchParams({ ...Object.fromEntries(search), ...change })
    next.delete('page')
    return `?${next}`
  }
  return (
    <Stack>
      <Title order={1}>回访</Title>
      <Group component="nav" aria-label="筛选回访" className="choices-nav">
        <Choice
          to={to({ due: '', status: 'planned' })}
          on={filter.status === 'planned' && !filter.due}
        >
          待回访
        </Choice>
        <Choice to={to({ due: 'red', status: 'planned' })} on={filter.due === 'red'}>
          已超期
        </Choice>
        <Choice to={to({ due: 'yellow', status: 'planned' })} on={filter.due === 'yellow'}>
          将到期
        </Choice>
        <Choice to={to({ due: '', status: 'done' })} on={filter.status === 'done'}>
          已回访
        </Choice>
        <Choice to={to({ mine: filter.mine ? '' : '1' })} on={filter.mine}>
          只看我的
        </Choice>
      </Group>
      <Text role="status">共 {total} 次</Text>
      <VisitTable visits={visits} />
      <Pages page={page} total={total} size={pageSize} />
    </Stack>
  )
}

const Choice = ({ to, on, children }: { to: string; on: boolean; children: string }) => (
  <Link to={to} className="choice" aria-current={on ? 'true' : undefined}>
    {children}
  </Link>
)
