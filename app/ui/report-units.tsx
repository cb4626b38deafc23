import { type AreaLevel, type Layer, layers } from '../domain/areas.ts'
import { colours } from '../domain/grading.ts'
import { areaLevelLabels, colourSymbols, layerLabels } from '../domain/labels.ts'
import type { ReportSheet, ReportUnit } from '../domain/report-sheet.ts'
import { bookCells } from './report-disputes.tsx'
import { listAddress, ReportLink } from './report-links.tsx'
import { ReportTable } from './report-table.tsx'

/** 附表: a line for each village (of a prefecture: each township), on pages across. */
export function ReportUnits({ sheet }: { sheet: ReportSheet }) {
  const { report, units, rest, unitLevel } = sheet
  const name = areaLevelLabels[unitLevel]
  // Police grids that belong to townships say nothing about villages.
  const shown = layers.filter((layer) =>
    units.some((unit) => colours.some((colour) => unit.colours[layer][colour] > 0)),
  )
  const restFigures = rest && figuresOf(rest, null, shown)
  return (
    <section className="report-annex" aria-labelledby="report-annex">
      <h2 id="report-annex">附表　各{name}情况</h2>
      <ReportTable
        caption={`${report.area.name}各${name}情况（警情单位：起；纠纷单位：件；网格单位：个）`}
        bands={[
          { label: '', span: 1 },
          { label: '有效警情', span: 3 },
          { label: '矛盾纠纷', span: 4 },
          ...shown.map((layer) => ({ label: layerLabels[layer], span: colours.length })),
          { label: '', span: 1 },
        ]}
        columns={[
          { label: name, text: true },
          { label: '本月' },
          { label: '上月' },
          { label: '其中案件' },
          { label: '结转' },
          { label: '新增' },
          { label: '办结' },
          { label: '在办' },
          ...shown.flatMap(() =>
            colours.map((colour) => ({
              label: `${colourSymbols[colour]}${shortNames[colour]}`,
            })),
          ),
          { label: '零案件村' },
        ]}
        rows={[
          ...units.map((unit) => ({
            key: unit.code,
            cells: [
              <ReportLink
                key={unit.code}
                to={listAddress(`/reports/${report.month}`, { area: unit.code })}
              >
                {unit.name}
              </ReportLink>,
              ...figuresOf(unit, unitLevel, shown),
            ],
          })),
          ...(restFigures?.some((figure) => typeof figure === 'number' && figure > 0)
            ? [{ key: 'rest', cells: [`未落到${name}`, ...restFigures] }]
            : []),
        ]}
        total={['合计', ...figuresOf(totalOf(sheet), null, shown)]}
      />
    </section>
  )
}

const shortNames = { red: '红', yellow: '黄', green: '绿', grey: '无' } as const

function figuresOf(unit: ReportUnit, level: AreaLevel | null, shown: readonly Layer[]) {
  return [
    unit.incidents,
    unit.previous,
    unit.cases,
    ...bookCells(unit.disputes),
    ...shown.flatMap((layer) => colours.map((colour) => unit.colours[layer][colour])),
    zeroIncidentText(unit.zeroIncidentVillages, level),
  ]
}

function zeroIncidentText(
  { numerator, denominator }: ReportUnit['zeroIncidentVillages'],
  level: AreaLevel | null,
): string {
  if (denominator === 0) return '—'
  if (level === 'village') return numerator === 1 ? '是' : '否'
  return `${numerator}/${denominator}`
}

/** The figures of the report itself, which the lines sum to. */
function totalOf({ report, units, rest }: ReportSheet): ReportUnit {
  const { incidents, disputes, grids, zeroIncidentVillages } = report
  const lines = rest ? [...units, rest] : units
  return {
    code: report.area.code,
    name: report.area.name,
    incidents: incidents.valid,
    previous: incidents.mom.previous,
    cases: lines.reduce((sum, { cases }) => sum + cases, 0),
    disputes,
    colours: {
      police: grids.layers.police.byColour,
      governance: grids.layers.governance.byColour,
    },
    zeroIncidentVillages,
  }
}
