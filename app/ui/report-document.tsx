import type { ReactNode } from 'react'
import { layerLabels } from '../domain/labels.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { dayText, instantText, monthText } from './dates.ts'
import { ReportDisputes } from './report-disputes.tsx'
import { ReportGrids } from './report-grids.tsx'
import { ReportHeadlines } from './report-headlines.tsx'
import { ReportIncidents } from './report-incidents.tsx'
import { ReportUnits } from './report-units.tsx'

/** What the report is called on paper and in lists. */
export const reportTitle = ({ report }: ReportSheet): string =>
  `${report.area.name}${monthText(report.month)}${reportName}`

const reportName = '社会治安与矛盾纠纷月报'

/**
 * The month report as one document, on the screen and on A4. Plain elements and classes of
 * report.css alone, so that it can also stand in a file of its own. Counts only, no names of people.
 */
export function ReportDocument({ sheet, map }: { sheet: ReportSheet; map: ReactNode }) {
  const { report, asOf, running, level } = sheet
  return (
    <article className="report">
      <header>
        <h1>
          <span className="report-title-part">
            {report.area.name}
            {monthText(report.month)}
          </span>
          <span className="report-title-part">{reportName}</span>
        </h1>
        <p className="report-lead">
          统计时段：{dayText(report.from)}至{dayText(report.to)}
          <span>数据截至：{dayText(asOf)}</span>
          <span>生成时间：{instantText(report.generatedAt)}</span>
        </p>
        {running && (
          <p className="report-running">
            本月未结束，数据截至{dayText(asOf)}；同比、环比是不足月的数与整月的数相比，仅供参考。
          </p>
        )}
      </header>
      <ReportHeadlines sheet={sheet} />
      <ReportGrids sheet={sheet} map={map} />
      <ReportIncidents sheet={sheet} />
      <ReportDisputes sheet={sheet} />
      <Notes sheet={sheet} />
      <Signatures unit={report.area.name} />
      {level !== 'village' && <ReportUnits sheet={sheet} />}
    </article>
  )
}

/** 注: what each figure counts, so that anybody can count again. */
const Notes = ({ sheet }: { sheet: ReportSheet }) => (
  <section className="report-notes" aria-labelledby="report-notes">
    <h2 id="report-notes">注</h2>
    <ol>
      <li>警情按发生日期计入当月，按网格所属村（社区）计入辖区；撤回和并入重复的不计。</li>
      <li>同比＝（本月－上年同月）÷上年同月，环比＝（本月－上月）÷上月；基数为 0 时记“—”。</li>
      <li>
        月末在办＝上月结转＋本月新增－本月办结，各按办理当日计；重开的计入新增，移送、撤回、不予受理、调解不成的计入办结，结案前的履行和回访仍计在办。
      </li>
      <li>调解方式按当月使用过的纠纷计，一件纠纷用几种计几次。</li>
      <li>
        零案件村（社区）指当月有人值守或有数据报送、且没有刑事和治安警情的村（社区）；分母为全部村（社区）。
      </li>
      <li>
        网格颜色：{layerLabels.police}按{sheet.rulesets.police}评定，
        {layerLabels.governance}按{sheet.rulesets.governance}评定；无数据指当月没有报送来源。
      </li>
    </ol>
  </section>
)

/** The foot that is filled in and sealed by hand; it stays whole on one page. */
const Signatures = ({ unit }: { unit: string }) => (
  <section className="report-signatures" aria-label="签字盖章">
    <p>
      <span>填报单位（盖章）：</span>
      {unit}
    </p>
    {['填报人', '审核人', '签发人', '填报日期'].map((name) => (
      <p key={name}>
        <span>{name}：</span>
        <i aria-hidden />
      </p>
    ))}
  </section>
)
