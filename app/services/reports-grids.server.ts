import { findFirstCoveredDay } from '#db/gradings.ts'
import { listGridsOn } from '#db/grids.ts'
import { findMonthStartDay } from '#db/settings.ts'
import type { AreaPath, Layer } from '../domain/areas.ts'
import type { Month } from '../domain/day.ts'
import type { Colour } from '../domain/grading.ts'
import { rulesetText } from '../domain/labels.ts'
import type { ColouredGrid } from '../domain/report.ts'
import { monthAfter, periodOf } from '../domain/statistic-month.ts'
import type { UnattendedDesk } from './desk.server.ts'
import { type GradeProblem, gradesOf } from './grading.server.ts'

export interface ColouredLayer {
  ruleset: string
  grids: (ColouredGrid & { areaCode: string | null })[]
}

export type ColouredLayers = Record<Layer, ColouredLayer>

/**
 * The grids of an area with their colours in a month and in the month before, both under the
 * ruleset in force. A month that ended before anybody reported anything was not graded.
 */
export async function listColouredGrids(
  desk: UnattendedDesk,
  query: { month: Month; path: AreaPath },
): Promise<{ ok: true; layers: ColouredLayers } | { ok: false; reason: GradeProblem }> {
  const police = await colouredLayer(desk, { ...query, layer: 'police' })
  if (!police.ok) return police
  const governance = await colouredLayer(desk, { ...query, layer: 'governance' })
  if (!governance.ok) return governance
  return { ok: true, layers: { police: police.coloured, governance: governance.coloured } }
}

async function colouredLayer(
  desk: UnattendedDesk,
  { layer, month, path }: { layer: Layer; month: Month; path: AreaPath },
): Promise<{ ok: true; coloured: ColouredLayer } | { ok: false; reason: GradeProblem }> {
  const found = await gradesOf(desk, { layer, month })
  if (!found.ok) return found
  const { grades, asOf, ruleset } = found.graded
  const colours = new Map(grades.map(({ code, colour }) => [code, colour]))
  const before = await coloursBefore(desk, layer, month)
  const grids = await listGridsOn(desk.db, layer, asOf, [path])
  return {
    ok: true,
    coloured: {
      ruleset: rulesetText(ruleset.ruleset),
      grids: grids.map(({ code, name, areaCode }) => ({
        code,
        name,
        areaCode,
        colour: colours.get(code) ?? 'grey',
        previous: before.get(code) ?? null,
      })),
    },
  }
}

async function coloursBefore(
  desk: UnattendedDesk,
  layer: Layer,
  month: Month,
): Promise<Map<string, Colour>> {
  const before = monthAfter(month, -1)
  const covered = await findFirstCoveredDay(desk.db)
  const { to } = periodOf(before, await findMonthStartDay(desk.db))
  if (covered === null || to < covered) return new Map()
  const found = await gradesOf(desk, { layer, month: before })
  return new Map(found.ok ? found.graded.grades.map(({ code, colour }) => [code, colour]) : [])
}
