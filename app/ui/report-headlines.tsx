import type { ReactNode } from 'react'
import { changeText, rateText } from '../domain/rates.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { listAddress, ReportLink } from './report-links.tsx'

/** 一、总体情况: the figures a leader reads first, each with what it is made of. */
export function ReportHeadlines({ sheet }: { sheet: ReportSheet }) {
  const { area, month, incidents, disputes, visits, grids, zeroIncidentVillages } = sheet.report
  const { yoy, mom } = incidents
  const inMonth = { month, area: area.code }
  return (
    <section aria-labelledby="report-overview">
      <h2 id="report-overview">一、总体情况</h2>
      <dl className="report-headlines">
        <Headline
          name="有效警情"
          figure={
            <ReportLink to={listAddress('/incidents', { ...inMonth, validity: 'valid' })}>
              {incidents.valid}
            </ReportLink>
          }
          unit="起"
        >
          <span>
            同比{changeText(yoy.current, yoy.previous, 'yoy')}（上年同期 {yoy.previous} 起）
          </span>
          <span>
            环比{changeText(mom.current, mom.previous, 'mom')}（上月 {mom.previous} 起）
          </span>
          <span>
            接报 {incidents.total} 起，有效率 {rateText(incidents.valid, incidents.total)}
          </span>
          {sheet.isRoot && incidents.outside > 0 && (
            <span>另有 {incidents.outside} 起不在任何网格内，未计入</span>
          )}
        </Headline>
        <Headline
          name="月末在办纠纷"
          figure={
            <ReportLink to={listAddress('/disputes', { area: area.code })}>
              {disputes.pending}
            </ReportLink>
          }
          unit="件"
        >
          <span>
            上月结转 {disputes.carriedOver} ＋ 本月新增 {disputes.opened} － 本月办结{' '}
            {disputes.closed} ＝ 月末在办 {disputes.pending}
          </span>
        </Headline>
        <Headline name="红色警格" figure={grids.byColour.red} unit="个">
          <span>
            黄色 {grids.byColour.yellow} 个，绿色 {grids.byColour.green} 个，无数据{' '}
            {grids.byColour.grey} 个
          </span>
          <span>比上月变色 {grids.changed.length} 个</span>
        </Headline>
        <Headline name="回访完成率" figure={rateText(visits.done, visits.planned)}>
          <span>
            完成 {visits.done} / 应回访 {visits.planned} 次，超期未回访 {visits.overdue} 次
          </span>
        </Headline>
        <Headline
          name="零案件村（社区）"
          figure={rateText(zeroIncidentVillages.numerator, zeroIncidentVillages.denominator)}
        >
          <span>
            {zeroIncidentVillages.numerator} / {zeroIncidentVillages.denominator} 个村（社区）
          </span>
        </Headline>
      </dl>
    </section>
  )
}

const Headline = ({
  name,
  figure,
  unit,
  children,
}: {
  name: string
  figure: ReactNode
  unit?: string
  children: ReactNode
}) => (
  <div className="report-headline">
    <dt>{name}</dt>
    <dd>
      <strong>{figure}</strong>
      {unit && <span className="report-unit"> {unit}</span>}
    </dd>
    <dd className="report-basis">{children}</dd>
  </div>
)
