import { Button, Group, Stack, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { findArea, listAreasUnder } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import {
  countDisputes,
  countDisputesByStage,
  type DisputeQuery,
  listDisputes,
} from '#db/disputes.ts'
import { listDisputeTypes } from '#db/reference.ts'
import { type DisputeFilter, disputeFilterOf, pageOf } from '~/domain/dispute-filter.ts'
import { shownLight, soonUntil } from '~/domain/lights.ts'
import { mayAnywhere, pathsWithin } from '~/domain/permissions.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { openCalendar } from '~/services/calendar.server.ts'
import { DisputeBoard } from '~/ui/dispute-board.tsx'
import { DisputeFilterForm } from '~/ui/dispute-filter-form.tsx'
import { DisputeTable } from '~/ui/dispute-table.tsx'
import { Pages } from '~/ui/pages.tsx'

export const meta: MetaFunction = () => [{ title: '矛盾纠纷 · 和格' }]

const pageSize = 50

export const loader = guardLoader('dispute.read', async ({ desk, url }) => {
  const { db, worker, today } = desk
  const calendar = await openCalendar(db)
  const filter = disputeFilterOf(url.searchParams)
  const page = pageOf(url.searchParams)
  const reach = { paths: pathsWithin(worker, 'dispute.read'), workerId: worker.id }
  const query = await queryOf(db, filter, reach, { today, soonUntil: soonUntil(today, calendar) })
  const { stage: _, ...everyStage } = query
  const disputes = await listDisputes(db, query, { limit: pageSize, offset: (page - 1) * pageSize })
  return {
    filter,
    page,
    total: await countDisputes(db, query),
    board: Object.fromEntries(await countDisputesByStage(db, everyStage, today)),
    disputes: disputes.map((row) => ({ ...row, light: shownLight(row, today, calendar) })),
    types: await listDisputeTypes(db),
    areas: await areasToChoose(db, reach.paths),
    mayOpen: mayAnywhere(worker, 'dispute.open'),
  }
})

export default function Disputes() {
  const { filter, page, total, board, disputes, types, areas, mayOpen } =
    useLoaderData<typeof loader>()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>矛盾纠纷</Title>
        {mayOpen && (
          <Button component={Link} to="/disputes/new" size="lg">
            登记纠纷
          </Button>
        )}
      </Group>
      <DisputeBoard board={board} chosen={filter.stage} />
      <DisputeFilterForm filter={filter} types={types} areas={areas} />
      <DisputeTable disputes={disputes} total={total} filter={filter} />
      <Pages page={page} total={total} size={pageSize} />
    </Stack>
  )
}

async function queryOf(
  db: Database,
  filter: DisputeFilter,
  reach: DisputeQuery['reach'],
  days: { today: string; soonUntil: string },
): Promise<DisputeQuery> {
  const { stage, status, light, typeCode, method, areaCode, text, mine, books } = filter
  const area = areaCode === null ? undefined : await findArea(db, areaCode)
  return {
    reach,
    ...(stage && { stage }),
    ...(status && { status }),
    ...(light && { light: { colour: light, ...days } }),
    ...(typeCode && { typeCode }),
    ...(method && { method }),
    ...(areaCode && { areaPath: area?.path ?? `/${areaCode}/` }),
    ...(text && { text }),
    ...(mine && { handlerId: reach.workerId }),
    ...(books !== 'all' && { open: books === 'open' }),
  }
}

/** The townships and villages in reach; whoever reaches everything is spared the villages. */
async function areasToChoose(db: Database, paths: readonly string[]) {
  const listed = await Promise.all(
    paths.map((path) =>
      path === '/' ? listAreasUnder(db, path, { level: 'township' }) : listAreasUnder(db, path),
    ),
  )
  return [...new Map(listed.flat().map((area) => [area.code, area])).values()].map(
    ({ code, name, path }) => ({ code, name, path }),
  )
}
