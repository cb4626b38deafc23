import { Button, Group, Stack, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/domain/permissions.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { dutiesOf, housekeepingOf, reportsOf, watchOf } from '~/server/to-do.server.ts'
import { ToDoDuties } from '~/ui/to-do-duties.tsx'
import { ToDoHousekeeping } from '~/ui/to-do-housekeeping.tsx'
import { ToDoReports } from '~/ui/to-do-reports.tsx'
import { ToDoWatch } from '~/ui/to-do-watch.tsx'

export const meta: MetaFunction = () => [{ title: '待办 · 和格' }]

export const loader = guardLoader('toDo.read', async ({ desk }) => {
  const { worker } = desk
  return {
    mayLog: mayAnywhere(worker, 'incident.log'),
    mayOpen: mayAnywhere(worker, 'dispute.open'),
    mine: mayAnywhere(worker, 'visit.record') ? await dutiesOf(desk) : null,
    watch: await watchOf(desk),
    reports: await reportsOf(desk),
    housekeeping: await housekeepingOf(desk),
  }
})

export default function ToDo() {
  const { mayLog, mayOpen, mine, watch, reports, housekeeping } = useLoaderData<typeof loader>()
  return (
    <Stack>
      <Title order={1}>待办</Title>
      {(mayLog || mayOpen) && (
        <Group grow className="to-do-buttons">
          {mayLog && (
            <Button component={Link} to="/incidents/new" size="xl">
              随手报
            </Button>
          )}
          {mayOpen && (
            <Button component={Link} to="/disputes/new" size="xl" variant="outline">
              报纠纷
            </Button>
          )}
        </Group>
      )}
      {mine && <ToDoDuties {...mine} />}
      {watch && <ToDoWatch {...watch} />}
      {reports && <ToDoReports reports={reports} />}
      {housekeeping && <ToDoHousekeeping {...housekeeping} />}
      {!mine && !watch && !housekeeping && (
        <p className="card">现在没有要您办理的事项。可以从菜单查看地图和月报。</p>
      )}
    </Stack>
  )
}
