import { changeText, rateText } from '../domain/rates.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { ReportChart } from './report-chart.tsx'
import { listAddress, ReportLink } from './report-links.tsx'
import { ReportTable } from './report-table.tsx'

/** 三、警情: by category against the month before, and thirteen months as bars. */
export function ReportIncidents({ sheet }: { sheet: ReportSheet }) {
  const { area, month, incidents } = sheet.report
  const share = (count: number) => rateText(count, incidents.valid)
  return (
    <section aria-labelledby="report-incidents">
      <h2 id="report-incidents">三、警情</h2>
      <ReportTable
        caption="表2　有效警情分类（单位：起）"
        columns={[
          { label: '类别', text: true },
          { label: '本月' },
          { label: '占比' },
          { label: '上月' },
          { label: '环比' },
        ]}
        rows={sheet.categories.map(({ code, label, count, previous }) => ({
          key: code,
          cells: [
            label,
            <ReportLink
              key={code}
              to={listAddress('/incidents', {
                month,
                area: area.code,
                category: code,
                validity: 'valid',
              })}
            >
              {count}
            </ReportLink>,
            share(count),
            previous,
            changeText(count, previous, 'mom'),
          ],
        }))}
        total={[
          '合计',
          incidents.valid,
          share(incidents.valid),
          incidents.mom.previous,
          changeText(incidents.mom.current, incidents.mom.previous, 'mom'),
        ]}
      />
      <ReportChart months={sheet.months} running={sheet.running} />
    </section>
  )
}
