import { Text, Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isLayer } from '~/domain/areas.ts'
import { isDay, isMonth } from '~/domain/day.ts'
import { layerLabels } from '~/domain/labels.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { readGridCard } from '~/services/grid-card.server.ts'
import '~/styles/map.css'
import { monthText } from '~/ui/dates.ts'
import { GridCounterparts } from '~/ui/grid-counterparts.tsx'
import { GridHeader } from '~/ui/grid-header.tsx'
import { GridIncidents } from '~/ui/grid-incidents.tsx'
import { GridPeople } from '~/ui/grid-people.tsx'
import { GridReasons } from '~/ui/grid-reasons.tsx'
import { GridRule } from '~/ui/grid-rule.tsx'
import { GridSvgLegend, GridSvgMap } from '~/ui/grid-svg-map.tsx'
import { TrendChart } from '~/ui/trend-chart.tsx'

export const loader = guardLoader('map.read', async ({ desk, url, params }) => {
  const { layer = '', code = '' } = params
  const month = url.searchParams.get('month') ?? ''
  const on = url.searchParams.get('on') ?? ''
  const card = isLayer(layer)
    ? await readGridCard(desk, {
        layer,
        code,
        month: isMonth(month) ? month : null,
        boundariesOn: isDay(on) ? on : null,
      })
    : null
  if (!card) throw notFound()
  return card
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.grid.name} · 和格` : '网格 · 和格' },
]

export default function GridPage() {
  const card = useLoaderData<typeof loader>()
  const { grid, grade, month } = card
  const { layer, code } = grid
  return (
    <article className="grid-card">
      <GridHeader {...card} />
      <div className="grid-card-panes">
        <div>
          <GridRule
            layer={layer}
            month={month}
            colour={grade.colour}
            ruleset={card.ruleset}
            toGreen={card.toGreen}
          />
          <GridReasons
            colour={grade.colour}
            score={grade.score}
            contributions={card.contributions}
          />
          <section className="card" aria-labelledby="trend">
            <Title order={2} id="trend">
              13 个月走势
            </Title>
            <TrendChart
              months={card.trend}
              title={`${grid.name}截至${monthText(month)}各月有效事件数`}
            />
          </section>
        </div>
        <div>
          <section className="card" aria-labelledby="around">
            <Title order={2} id="around">
              周边{layerLabels[layer]}
            </Title>
            <GridSvgMap
              grids={card.around}
              title={`${grid.name}和周边网格的颜色，蓝框是本网格`}
              marked={code}
            />
            <GridSvgLegend grids={card.around} />
            <Text size="sm" c="dimmed">
              蓝框是本网格
            </Text>
          </section>
          <GridCounterparts
            layer={layer}
            month={month}
            boundariesOn={card.boundariesOn}
            counterparts={card.counterparts}
          />
          <GridPeople people={card.people} />
          <GridIncidents
            incidents={card.incidents}
            all={
              card.boundariesOn === null
                ? `/incidents?layer=${layer}&grid=${encodeURIComponent(code)}&from=${card.windowFrom}&to=${card.asOf}`
                : null
            }
          />
        </div>
      </div>
    </article>
  )
}
