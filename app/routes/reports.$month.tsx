import '~/styles/map-drawing.css'
import '~/styles/report.css'
import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findArea, listAreasUnder } from '#db/areas.ts'
import type { Database } from '#db/connect.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { isLayer } from '~/domain/areas.ts'
import { isMonth } from '~/domain/day.ts'
import { may, pathsWithin, type Worker } from '~/domain/permissions.ts'
import { monthAfter, monthOf } from '~/domain/statistic-month.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { reportSheet } from '~/services/reports.server.ts'
import { drawReportMap } from '~/services/reports-map.server.ts'
import { ReportAbsent } from '~/ui/report-absent.tsx'
import { ReportDocument, reportTitle } from '~/ui/report-document.tsx'
import { ReportMap } from '~/ui/report-map.tsx'
import { ReportTools } from '~/ui/report-tools.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.ok ? reportTitle(data.sheet) : '月报'} · 和格` },
]

export const loader = guardLoader('report.read', async ({ desk, params, url }) => {
  const month = params.month ?? ''
  const asked = url.searchParams.get('area') || (await firstAreaOf(desk.db, desk.worker))
  const area = asked && isMonth(month) ? await findArea(desk.db, asked) : undefined
  if (!area || !may(desk.worker, 'report.read', { own: false, areaPath: area.path })) {
    throw notFound()
  }
  const lastWhole = monthAfter(monthOf(desk.today, await findMonthStartDay(desk.db)), -1)
  const answer = await reportSheet(desk, { areaCode: area.code, month })
  if (!answer.ok) return { ...answer, month, lastWhole, area: area.code }
  const stated = url.searchParams.get('layer') ?? ''
  const layer = isLayer(stated) ? stated : 'police'
  return {
    ok: true as const,
    sheet: answer.sheet,
    layer,
    drawing: await drawReportMap(desk, answer, layer),
    lastWhole,
  }
})

export default function Report() {
  const report = useLoaderData<typeof loader>()
  if (!report.ok) return <ReportAbsent {...report} />
  const { sheet, layer, drawing, lastWhole } = report
  return (
    <>
      <ReportTools sheet={sheet} layer={layer} lastWhole={lastWhole} />
      <ReportDocument sheet={sheet} map={<ReportMap sheet={sheet} drawing={drawing} />} />
    </>
  )
}

/** The top of what the worker may read. */
async function firstAreaOf(db: Database, worker: Worker): Promise<string | undefined> {
  const [path = ''] = pathsWithin(worker, 'report.read')
  return path === '' ? undefined : (await listAreasUnder(db, path))[0]?.code
}
