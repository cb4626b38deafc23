import { Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rowIdOf } from '~/domain/row-id.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { findReachable, readIncident } from '~/services/incident-reading.server.ts'
import { IncidentActs } from '~/ui/incident-acts.tsx'
import { IncidentDone } from '~/ui/incident-done.tsx'
import { IncidentFacts } from '~/ui/incident-facts.tsx'
import { IncidentTrace } from '~/ui/incident-trace.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `事件 ${data?.facts.number ?? ''} · 和格` },
]

export const loader = guardLoader('incident.read', async ({ desk, params, url }) => {
  const incident = await findReachable(desk, 'incident.read', rowIdOf(params.incidentId))
  if (!incident) throw notFound()
  const read = await readIncident(desk, incident)
  const done = url.searchParams.get('done')
  return { ...read, done: read.trace.filter(({ act }) => act === done).at(-1) ?? null }
})

export default function Incident() {
  const { done, trace, acts, ...incident } = useLoaderData<typeof loader>()
  const { facts, governance, police } = incident
  return (
    <div className="incident-page">
      <Title order={1} className="wide">
        事件 {facts.number}
      </Title>
      {done && (
        <div className="wide">
          <IncidentDone
            incident={facts}
            act={done.act}
            effects={done.effects}
            grids={[governance, police].filter((grid) => grid !== null)}
            acts={acts}
          />
        </div>
      )}
      <section className="card" aria-label="基本情况">
        <IncidentFacts {...incident} />
      </section>
      <section className="card" aria-labelledby="acts">
        <Title order={2} id="acts" mb="sm">
          办理
        </Title>
        <IncidentActs id={facts.id} acts={acts} />
      </section>
      <section className="card wide" aria-labelledby="trace">
        <Title order={2} id="trace" mb="sm">
          经过
        </Title>
        <IncidentTrace trace={trace} />
      </section>
    </div>
  )
}
