import { colours } from '../domain/grading.ts'
import { layerLabels } from '../domain/labels.ts'
import type { ReportMap as Drawing, ReportSheet } from '../domain/report-sheet.ts'
import { dayText, monthText } from './dates.ts'
import { DrawnGrids, DrawnSigns } from './map-drawing.tsx'
import { ReportColour } from './report-colour.tsx'

/** 图1: the coloured grids as one drawing of few, large paths, with everything a legend has to say. */
export function ReportMap({ sheet, drawing }: { sheet: ReportSheet; drawing: Drawing | null }) {
  if (!drawing) return <p>本辖区还没有导入网格边界，没有地图。</p>
  const { report, rulesets, asOf } = sheet
  const { layer, width, height, markSize, labels, labelSize, scale } = drawing
  const name = layerLabels[layer]
  const { byColour } = report.grids.layers[layer]
  const foot = 3 * labelSize
  return (
    <figure className="report-figure report-map">
      <figcaption>
        图1　{report.area.name}
        {name}三色图（{monthText(report.month)}）
      </figcaption>
      <svg
        viewBox={`-6 -6 ${width + 12} ${height + foot}`}
        role="img"
        aria-label={`${report.area.name}${name}三色图，各色数量见图例`}
      >
        <DrawnGrids drawing={drawing} />
        {labels.map(({ name, x, y }) => (
          <g key={`${name} ${x} ${y}`} transform={`translate(${x} ${y - markSize})`}>
            {/* Not a stroke round the letters: a PDF would hold each of them as a drawing. */}
            <rect
              className="report-place-ground"
              x={(-name.length * labelSize) / 2 - 3}
              y={-labelSize}
              width={name.length * labelSize + 6}
              height={labelSize * 1.2}
              rx={4}
            />
            <text className="report-place" fontSize={labelSize}>
              {name}
            </text>
          </g>
        ))}
        <DrawnSigns drawing={drawing} />
        <g transform={`translate(0 ${height + labelSize * 1.6})`}>
          <path className="report-scale" d={`M0 -12V0H${scale.length}V-12`} />
          <text x={scale.length + 12} y={0} fontSize={labelSize}>
            {scale.kilometres} 公里
          </text>
        </g>
      </svg>
      <p className="report-legend">
        {colours.map((colour) => (
          <span key={colour}>
            <ReportColour colour={colour} /> {byColour[colour]} 个
          </span>
        ))}
        <span>规则：{rulesets[layer]}</span>
        <span>数据截至{dayText(asOf)}</span>
      </p>
    </figure>
  )
}
