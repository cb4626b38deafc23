import type { ReactNode } from 'react'
import { type Layer, layers } from '../domain/areas.ts'
import { type Colour, colours } from '../domain/grading.ts'
import { layerLabels } from '../domain/labels.ts'
import type { ColourChange } from '../domain/report.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { ReportColour } from './report-colour.tsx'
import { listAddress, ReportLink } from './report-links.tsx'
import { ReportTable } from './report-table.tsx'

/** Beyond this many a list is no longer read; the figures stay, the list is in the system. */
const longestList = 60

/** 二、三色网格: counts of both layers, the map, and the grids of another colour than last month. */
export function ReportGrids({ sheet, map }: { sheet: ReportSheet; map: ReactNode }) {
  const { layers: figures } = sheet.report.grids
  return (
    <section className="report-grids" aria-labelledby="report-grids">
      <h2 id="report-grids">二、三色网格</h2>
      <ReportTable
        caption="表1　网格颜色（单位：个）"
        columns={[
          { label: '网格', text: true },
          ...colours.map((colour) => ({ label: <ReportColour key={colour} colour={colour} /> })),
          { label: '合计' },
          { label: '比上月转差' },
          { label: '比上月好转' },
        ]}
        rows={layers.map((layer) => {
          const { byColour, changed } = figures[layer]
          return {
            key: layer,
            cells: [
              layerLabels[layer],
              ...colours.map((colour) => byColour[colour]),
              colours.reduce((sum, colour) => sum + byColour[colour], 0),
              changed.filter((change) => directionOf(change) === '转差').length,
              changed.filter((change) => directionOf(change) === '好转').length,
            ],
          }
        })}
      />
      <div className="report-changes">
        {layers.map((layer) => (
          <Changes key={layer} layer={layer} sheet={sheet} />
        ))}
      </div>
      <div>{map}</div>
    </section>
  )
}

function Changes({ layer, sheet }: { layer: Layer; sheet: ReportSheet }) {
  const { report } = sheet
  const { changed } = report.grids.layers[layer]
  const name = layerLabels[layer]
  if (changed.length === 0) return <p>{name}：没有与上月颜色不同的。</p>
  if (changed.length > longestList) {
    return (
      <p>
        {name}：与上月颜色不同的共 {changed.length} 个，数量见附表，名单见各乡镇（街道）月报。
      </p>
    )
  }
  return (
    <ReportTable
      caption={`颜色有变化的${name}（${changed.length} 个）`}
      columns={[
        { label: '编号', text: true },
        { label: '名称', text: true },
        { label: '上月', text: true },
        { label: '本月', text: true },
        { label: '变化', text: true },
      ]}
      rows={changed.map((change) => ({
        key: change.code,
        cells: [
          <ReportLink
            key={change.code}
            to={listAddress(`/grids/${layer}/${encodeURIComponent(change.code)}`, {
              month: report.month,
            })}
          >
            {change.code}
          </ReportLink>,
          change.name,
          <ReportColour key="from" colour={change.from} />,
          <ReportColour key="to" colour={change.to} />,
          directionOf(change),
        ],
      }))}
    />
  )
}

/** Worse or better; from and to 无数据 neither. */
function directionOf({ from, to }: ColourChange): '转差' | '好转' | '—' {
  if (from === 'grey' || to === 'grey') return '—'
  return severity[to] > severity[from] ? '转差' : '好转'
}

const severity: Record<Exclude<Colour, 'grey'>, number> = { green: 0, yellow: 1, red: 2 }
