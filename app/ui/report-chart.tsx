import { AxisBottom } from '@visx/axis'
import { Group } from '@visx/group'
import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import type { Month } from '../domain/day.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { monthText } from './dates.ts'

const [width, height] = [720, 210]
const [top, bottom] = [24, 44]

/** 图2: valid incidents of thirteen months; the report's own bar is the dark one. */
export function ReportChart({ months, running }: Pick<ReportSheet, 'months' | 'running'>) {
  const x = scaleBand({
    domain: months.map(({ month }) => month),
    range: [0, width],
    padding: 0.3,
  })
  const most = Math.max(1, ...months.map(({ incidents }) => incidents))
  const y = scaleLinear({ domain: [0, most], range: [height - bottom, top] })
  const last = months.at(-1)
  return (
    <figure className="report-figure">
      <figcaption>图2　近13个月有效警情（单位：起）{running && '，末月未结束'}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={months
          .map(({ month, incidents }) => `${monthText(month)}${incidents}起`)
          .join('，')}
      >
        {months.map(({ month, incidents }) => {
          const left = x(month) ?? 0
          const middle = left + x.bandwidth() / 2
          return (
            <Group key={month}>
              <Bar
                className={month === last?.month ? 'report-bar report-bar-now' : 'report-bar'}
                x={left}
                y={y(incidents)}
                width={x.bandwidth()}
                height={height - bottom - y(incidents)}
              />
              <text className="report-bar-figure" x={middle} y={y(incidents) - 6}>
                {incidents}
              </text>
            </Group>
          )
        })}
        <AxisBottom
          scale={x}
          top={height - bottom}
          hideTicks
          numTicks={months.length}
          tickFormat={monthTick}
          tickComponent={({ x, y, formattedValue }) => (
            <text className="report-tick" x={x} y={y}>
              {formattedValue}
            </text>
          )}
          axisLineClassName="report-axis"
        />
        {yearsOf(months).map(({ year, from, to }) => (
          <text
            key={year}
            className="report-tick"
            x={((x(from) ?? 0) + (x(to) ?? 0) + x.bandwidth()) / 2}
            y={height - 4}
          >
            {year}年
          </text>
        ))}
      </svg>
    </figure>
  )
}

const monthTick = (month: Month): string => `${Number(month.slice(5))}月`

/** The first and the last of the months that each year has here. */
const yearsOf = (months: ReportSheet['months']) =>
  [...new Set(months.map(({ month }) => month.slice(0, 4)))].map((year) => {
    const own = months.map(({ month }) => month).filter((month) => month.startsWith(year))
    return { year, from: own[0] ?? '', to: own.at(-1) ?? '' }
  })
