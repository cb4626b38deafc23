import { Button, Group, Stack, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { listIncidentCategories } from '#db/incident-categories.ts'
import { countIncidents } from '#db/incidents.ts'
import { pageOf } from '~/domain/dispute-filter.ts'
import { incidentFilterOf, isNarrowed } from '~/domain/incident-filter.ts'
import { mayAnywhere, pathsWithin } from '~/domain/permissions.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { findAreaChoices } from '~/services/area-choices.server.ts'
import { incidentQueryOf, listIncidentLines } from '~/services/incident-listing.server.ts'
import { IncidentFilterForm } from '~/ui/incident-filter-form.tsx'
import { IncidentTable } from '~/ui/incident-table.tsx'
import { Pages } from '~/ui/pages.tsx'

export const meta: MetaFunction = () => [{ title: '事件 · 和格' }]

const pageSize = 50

export const loader = guardLoader('incident.read', async ({ desk, url }) => {
  const filter = incidentFilterOf(url.searchParams)
  const page = pageOf(url.searchParams)
  const query = await incidentQueryOf(desk, filter)
  const total = await countIncidents(desk.db, query)
  const onlyValid = query.validity === undefined || query.validity === 'valid'
  return {
    filter,
    page,
    total,
    counted: onlyValid ? await countIncidents(desk.db, { ...query, validity: 'valid' }) : 0,
    incidents: await listIncidentLines(desk, query, { size: pageSize, page }),
    categories: await listIncidentCategories(desk.db),
    areas: await findAreaChoices(desk, pathsWithin(desk.worker, 'incident.read')),
    mayLog: mayAnywhere(desk.worker, 'incident.log'),
  }
})

export default function Incidents() {
  const { filter, page, total, counted, incidents, categories, areas, mayLog } =
    useLoaderData<typeof loader>()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>事件</Title>
        {mayLog && (
          <Button component={Link} to="/incidents/new" size="lg">
            随手报
          </Button>
        )}
      </Group>
      <IncidentFilterForm filter={filter} categories={categories} areas={areas} />
      <IncidentTable
        incidents={incidents}
        total={total}
        counted={counted}
        narrowed={isNarrowed(filter)}
      />
      <Pages page={page} total={total} size={pageSize} />
    </Stack>
  )
}
