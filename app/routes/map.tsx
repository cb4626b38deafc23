import { Alert, Stack, Text, Title } from '@mantine/core'
import { type MetaFunction, redirect } from '@remix-run/node'
import { Link, useLoaderData, useNavigate } from '@remix-run/react'
import { otherLayer } from '~/domain/areas.ts'
import { layerLabels } from '~/domain/labels.ts'
import { firstDetail } from '~/domain/map-detail.ts'
import { gridAddress, mapAddress, mapFilterOf } from '~/domain/map-filter.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { readRiskMap } from '~/services/risk-map.server.ts'
import '~/styles/map.css'
import { AreaCrumbs } from '~/ui/area-crumbs.tsx'
import { dayText, monthText } from '~/ui/dates.ts'
import { GridRanking } from '~/ui/grid-ranking.tsx'
import { MapBar } from '~/ui/map-bar.tsx'
import { MapBoundaries } from '~/ui/map-boundaries.tsx'
import { MapLegend } from '~/ui/map-legend.tsx'
import { rowsPerPage } from '~/ui/pages.tsx'
import { RiskMap } from '~/ui/risk-map.tsx'

export const meta: MetaFunction = () => [{ title: '三色地图 · 和格' }]

export const loader = guardLoader('map.read', async ({ desk, url, context }) => {
  const filter = mapFilterOf(url.searchParams)
  const read = await readRiskMap(desk, filter, rowsPerPage)
  if (!read.ok && read.reason === 'noSuchArea') throw notFound()
  const isEmpty = read.ok && read.map.colouring === ''
  if (isEmpty && !url.searchParams.has('layer') && filter.layer === 'police') {
    throw redirect(mapAddress(filter, { layer: 'governance' }))
  }
  return { filter, map: read.ok ? read.map : null, tiandituKey: context.tiandituKey }
})

/** The list in the place of the map, and buttons for what a script would do by itself. */
const withoutScript =
  '.map-pane,.map-tabs{display:none!important}.map-panes,.list-pane{display:block!important}' +
  '.without-script{display:inline-block!important}'

export default function MapPage() {
  const { filter, map, tiandituKey } = useLoaderData<typeof loader>()
  const navigate = useNavigate()
  if (!map) {
    return (
      <Alert color="yellow" title="没有可用的评定规则">
        这一图层还没有设定评定规则，请管理员检查设置。
      </Alert>
    )
  }
  const { month, running, asOf, colouring } = map
  const outlines = `${filter.layer}?on=${map.outlines.since}&v=${map.outlines.version}`
  const detail = firstDetail(colouring.replaceAll('.', '').length)
  return (
    <Stack gap="sm" className="map-page" data-view={filter.view ?? 'map'}>
      <Title order={1}>
        三色地图 <small>{monthText(month)}</small>
      </Title>
      <noscript>
        <style>{withoutScript}</style>
        <p>这个浏览器没有开启 JavaScript，地图是一张图片；列表的内容与地图相同。</p>
        {map.matching > 0 && (
          <img
            className="map-picture"
            src={`/map/picture${mapAddress(filter).replace('/map', '')}`}
            alt={`${layerLabels[filter.layer]}三色图，各网格的颜色见下面的列表`}
          />
        )}
      </noscript>
      <div className="map-bar">
        <MapBar filter={filter} month={month} running={running} />
        <MapLegend filter={filter} counts={map.counts} />
      </div>
      <div className="map-bar">
        <AreaCrumbs filter={filter} drill={map.drill} />
        <MapBoundaries filter={filter} asOf={asOf} />
        <Text size="sm" c="dimmed">
          {layerLabels[filter.layer]}按近 {map.windowDays} 天评定，数据截至{dayText(asOf)}
          {map.isRunning && '，本月未结束，环比为上月相同天数'}
        </Text>
      </div>
      {colouring === '' ? (
        <Alert color="blue">
          您的辖区内没有{layerLabels[filter.layer]}。可以改看
          <Link to={mapAddress(filter, { layer: otherLayer(filter.layer) })}>
            {layerLabels[otherLayer(filter.layer)]}
          </Link>
          ；两层边界都由管理员在“导入”里导入。
        </Alert>
      ) : (
        <>
          <nav className="choice-bar map-tabs" aria-label="地图或列表">
            {(['map', 'list'] as const).map((view) => (
              <Link
                key={view}
                to={mapAddress(filter, { view })}
                preventScrollReset
                aria-current={(filter.view ?? 'map') === view ? 'page' : undefined}
              >
                {view === 'map' ? '地图' : '列表'}
              </Link>
            ))}
          </nav>
          <link
            rel="preload"
            as="fetch"
            crossOrigin="anonymous"
            href={`/map/outlines/${outlines}&detail=${detail}`}
          />
          <div className="map-panes">
            <div className="map-pane">
              <RiskMap
                outlinesAddress={`/map/outlines/${outlines}`}
                firstDetail={detail}
                labelsAddress={`/map/labels/${outlines}`}
                colouring={colouring}
                areaKey={filter.areaCode ?? ''}
                tiandituKey={tiandituKey}
                onOpen={(code) =>
                  navigate(gridAddress({ layer: filter.layer, code }, { ...filter, month }))
                }
              />
            </div>
            <div className="list-pane">
              <GridRanking
                filter={filter}
                month={month}
                rows={map.rows}
                matching={map.matching}
                rowsPerPage={rowsPerPage}
              />
            </div>
          </div>
        </>
      )}
    </Stack>
  )
}
