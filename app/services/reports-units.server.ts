import { listAreasUnder } from '#db/areas.ts'
import type { Row } from '#db/schema.ts'
import { layers } from '../domain/areas.ts'
import { type ColouredGrid, gridFigures, zeroIncidentVillages } from '../domain/report.ts'
import { type ReportSheet, type ReportUnit, unitLevelOf } from '../domain/report-sheet.ts'
import type { Period } from '../domain/statistic-month.ts'
import type { UnattendedDesk } from './desk.server.ts'
import type { ColouredLayers } from './reports-grids.server.ts'
import { type BookMoves, bookFigures, type CountedPlaces, validBy } from './reports-lines.server.ts'
import type { ReportVillage } from './reports-villages.server.ts'

interface UnitFacts {
  area: Row<'areas'>
  period: Period
  counted: CountedPlaces
  countedBefore: CountedPlaces
  moves: BookMoves
  grids: ColouredLayers
  villages: readonly ReportVillage[]
}

/** The lines of the annex, one for each village (of a prefecture: each township) of the area. */
export async function unitLines(
  desk: UnattendedDesk,
  facts: UnitFacts,
): Promise<Pick<ReportSheet, 'units' | 'rest'>> {
  const areas = await listAreasUnder(desk.db, facts.area.path)
  const unitAreas = areas.filter(({ level }) => level === unitLevelOf[facts.area.level])
  const unitCodes = new Set(unitAreas.map(({ code }) => code))
  const units = new Map(
    areas.map(({ code, path }) => [
      code,
      path.split('/').find((step) => unitCodes.has(step)) ?? null,
    ]),
  )
  const sorted = sortedByUnit(facts, (areaCode) => units.get(areaCode ?? '') ?? null)
  const rest = lineOf({ code: '', name: '' }, sorted(null), facts.period)
  return {
    units: unitAreas.map((area) => lineOf(area, sorted(area.code), facts.period)),
    rest: isEmpty(rest) ? null : rest,
  }
}

type UnitShare = Omit<UnitFacts, 'area' | 'period' | 'grids'> &
  Record<'police' | 'governance', readonly ColouredGrid[]>

/** Deals every fact to the unit that it lies in, or to none. */
function sortedByUnit(
  facts: UnitFacts,
  unitOf: (areaCode: string | null) => string | null,
): (unit: string | null) => UnitShare {
  const dealt = <Fact extends { areaCode: string | null }>(rows: readonly Fact[]) =>
    groupsOf(rows, ({ areaCode }) => unitOf(areaCode))
  const counted = dealt(facts.counted)
  const countedBefore = dealt(facts.countedBefore)
  const moves = dealt(facts.moves)
  const police = dealt(facts.grids.police.grids)
  const governance = dealt(facts.grids.governance.grids)
  const villages = groupsOf(facts.villages, ({ code }) => unitOf(code))
  return (unit) => ({
    counted: counted(unit),
    countedBefore: countedBefore(unit),
    moves: moves(unit),
    police: police(unit),
    governance: governance(unit),
    villages: villages(unit),
  })
}

function lineOf(
  { code, name }: { code: string; name: string },
  share: UnitShare,
  period: Period,
): ReportUnit {
  const { police, governance, villages } = share
  const sum = (rows: CountedPlaces) => validBy(rows, () => 'all').get('all') ?? 0
  return {
    code,
    name,
    incidents: sum(share.counted),
    previous: sum(share.countedBefore),
    cases: villages.reduce((sum, { cases }) => sum + cases, 0),
    disputes: bookFigures(share.moves, period),
    colours: {
      police: gridFigures(police).byColour,
      governance: gridFigures(governance).byColour,
    },
    zeroIncidentVillages: zeroIncidentVillages(villages),
  }
}

const isEmpty = ({ incidents, previous, disputes, colours }: ReportUnit): boolean =>
  [
    incidents,
    previous,
    ...Object.values(disputes),
    ...layers.flatMap((layer) => Object.values(colours[layer])),
  ].every((count) => count === 0)

function groupsOf<Fact>(
  facts: readonly Fact[],
  keyOf: (fact: Fact) => string | null,
): (key: string | null) => Fact[] {
  const groups = new Map<string | null, Fact[]>()
  for (const fact of facts) {
    const group = groups.get(keyOf(fact))
    if (group) group.push(fact)
    else groups.set(keyOf(fact), [fact])
  }
  return (key) => groups.get(key) ?? []
}
