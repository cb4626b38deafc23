import { methodLabels, stageLabels } from '../domain/labels.ts'
import { methods, stages } from '../domain/mediation.ts'
import { rateText } from '../domain/rates.ts'
import type { BookFigures, ReportSheet } from '../domain/report-sheet.ts'
import { listAddress, ReportLink } from './report-links.tsx'
import { ReportTable } from './report-table.tsx'

/** 四、矛盾纠纷: the books by type, then stages, methods and follow-up visits. */
export function ReportDisputes({ sheet }: { sheet: ReportSheet }) {
  const { area, disputes, visits } = sheet.report
  const list = (conditions: Record<string, string>) =>
    listAddress('/disputes', { area: area.code, ...conditions })
  return (
    <section aria-labelledby="report-disputes">
      <h2 id="report-disputes">四、矛盾纠纷</h2>
      <ReportTable
        caption="表3　矛盾纠纷台账（单位：件）"
        columns={[
          { label: '纠纷类型', text: true },
          { label: '上月结转' },
          { label: '本月新增' },
          { label: '本月办结' },
          { label: '月末在办' },
        ]}
        rows={sheet.types.map(({ code, label, ...books }) => ({
          key: code,
          cells: [
            <ReportLink key={code} to={list({ type: code, books: 'all' })}>
              {label}
            </ReportLink>,
            ...bookCells(books),
          ],
        }))}
        total={['合计', ...bookCells(disputes)]}
      />
      <ReportTable
        caption="表4　月末在办所处阶段、本月使用的调解方式（单位：件）"
        bands={[
          { label: '', span: 1 },
          { label: '月末在办', span: stages.length },
          { label: '调解方式', span: methods.length },
        ]}
        columns={[
          { label: '纠纷', text: true },
          ...stages.map((stage) => ({
            label: <ReportLink to={list({ stage })}>{stageLabels[stage]}</ReportLink>,
          })),
          ...methods.map((method) => ({
            label: (
              <ReportLink to={list({ method, books: 'all' })}>{methodLabels[method]}</ReportLink>
            ),
          })),
        ]}
        rows={[
          {
            key: 'counts',
            cells: [
              '件数',
              ...stages.map((stage) => disputes.byStage[stage]),
              ...methods.map((method) => disputes.byMethod[method]),
            ],
          },
        ]}
      />
      <p>
        本月应回访 {visits.planned} 次，已完成 {visits.done} 次，完成率{' '}
        {rateText(visits.done, visits.planned)}（{visits.done}/{visits.planned}）；超期未回访{' '}
        {visits.overdue} 次。
      </p>
    </section>
  )
}

export const bookCells = ({ carriedOver, opened, closed, pending }: BookFigures): number[] => [
  carriedOver,
  opened,
  closed,
  pending,
]
