import type { Layer } from '~/domain/areas.ts'
import type { Role } from '~/domain/permissions.ts'
import { surnames } from '../places/village-names.ts'
import { randomOf } from '../random.ts'
import { heatOf } from './grid-points.ts'
import type { Area, Prefecture } from './prefecture.ts'

export interface SeedWorker {
  account: string
  /** 张某（镇领导）: a surname and 某, with the office where it is a demo account. */
  name: string
  unit: string
  role: Role
  areaCode: string
  /** Offered on the demo's sign-in page; the others only fill the duty lists. */
  demo: boolean
  duties: { layer: Layer; gridCodes: string[] }[]
}

/**
 * Demo staff. One account for each role, all of the busiest township (administrator and auditor of
 * the whole prefecture); then a grid worker for each village, an officer for every two police grids
 * of a station, so that every grid of both layers has somebody on duty, and a mediator for each
 * township.
 */
export function generateWorkers(prefecture: Prefecture): SeedWorker[] {
  const { areas } = prefecture
  const townships = areas.filter(({ level }) => level === 'township')
  const villages = areas.filter(({ level }) => level === 'village')
  const ownPlaces = placesOfDemo(prefecture)
  const townshipName = new Map(townships.map(({ code, name }) => [code, name]))
  const gridsByVillage = groupBy(prefecture.governance, ({ areaCode }) => areaCode)
  const beatsByTownship = groupBy(prefecture.police, ({ areaCode }) => areaCode)

  const gridWorkers = villages.map((village, index): SeedWorker => {
    const grids = gridsByVillage.get(village.code) ?? []
    return {
      account: `grid-${village.code}`,
      name: staffName(index, prefecture.seed),
      unit: `${townshipName.get(village.code.slice(0, 9)) ?? ''}${village.name}`,
      role: 'gridWorker',
      areaCode: village.code,
      demo: false,
      duties: [{ layer: 'governance', gridCodes: grids.map(({ code }) => code) }],
    }
  })
  const officers = townships.flatMap((township, index) =>
    pairs(beatsByTownship.get(township.code) ?? []).map((beats, position): SeedWorker => {
      const number = String(position + 1).padStart(2, '0')
      return {
        account: `officer-${township.code}-${number}`,
        name: staffName(100_000 + index * 100 + position, prefecture.seed),
        unit: `${beats[0]?.name.replace(/第.*/, '') ?? township.name}`,
        role: 'communityOfficer',
        areaCode: township.code,
        demo: false,
        duties: [{ layer: 'police', gridCodes: beats.map(({ code }) => code) }],
      }
    }),
  )
  const mediators = townships.map(
    (township, index): SeedWorker => ({
      account: `mediator-${township.code}`,
      name: staffName(200_000 + index, prefecture.seed),
      unit: `${township.name}调委会`,
      role: 'mediator',
      areaCode: township.code,
      demo: false,
      duties: [],
    }),
  )
  return [
    ...demoAccounts(ownPlaces, gridsByVillage, beatsByTownship),
    ...gridWorkers,
    ...officers,
    ...mediators,
  ]
}

/** The township with the most going on, where the demo accounts work. */
export function busiestTownship(prefecture: Prefecture): Area {
  return busiest(
    prefecture.areas.filter(({ level }) => level === 'township'),
    prefecture,
  )
}

interface DemoPlaces {
  root: Area
  township: Area
  village: Area
}

function placesOfDemo(prefecture: Prefecture): DemoPlaces {
  const township = busiestTownship(prefecture)
  const root = prefecture.areas.find(({ level }) => level === 'prefecture')
  if (!root) throw new Error('The prefecture has no root.')
  const villages = prefecture.areas.filter(({ parentCode }) => parentCode === township.code)
  return { root, township, village: busiest(villages, prefecture) }
}

function busiest(areas: readonly Area[], prefecture: Prefecture): Area {
  const heat = new Map(areas.map(({ code }) => [code, 0]))
  for (const grid of prefecture.governance) {
    for (const code of [grid.areaCode, grid.areaCode.slice(0, 9)]) {
      const before = heat.get(code)
      if (before !== undefined) heat.set(code, before + heatOf(grid, prefecture))
    }
  }
  return areas.reduce((best, area) =>
    (heat.get(area.code) ?? 0) > (heat.get(best.code) ?? 0) ? area : best,
  )
}

function demoAccounts(
  { root, township, village }: DemoPlaces,
  gridsByVillage: Map<string, { code: string }[]>,
  beatsByTownship: Map<string, { code: string }[]>,
): SeedWorker[] {
  const grids = (gridsByVillage.get(village.code) ?? []).map(({ code }) => code)
  const beats = (beatsByTownship.get(township.code) ?? []).slice(0, 2).map(({ code }) => code)
  const office = `${township.name}综治中心`
  const account = (
    account: string,
    name: string,
    role: Role,
    { code }: Area,
    unit: string,
    duties: SeedWorker['duties'] = [],
  ): SeedWorker => ({ account, name, role, areaCode: code, unit, demo: true, duties })
  return [
    account('demo-admin', '陈某（系统管理员）', 'administrator', root, `${root.name}综治中心`),
    account('demo-auditor', '周某（审计员）', 'auditor', root, `${root.name}综治中心`),
    account('demo-leader', '张某（镇领导）', 'townshipLeader', township, township.name),
    account('demo-staff', '刘某（综治专干）', 'townshipStaff', township, office),
    account('demo-officer', '赵某（社区民警）', 'communityOfficer', township, '派出所', [
      { layer: 'police', gridCodes: beats },
    ]),
    account('demo-mediator', '吴某（调解员）', 'mediator', township, `${township.name}调委会`),
    account('demo-grid', '孙某（网格员）', 'gridWorker', village, village.name, [
      { layer: 'governance', gridCodes: grids },
    ]),
  ]
}

const staffName = (index: number, seed: number): string =>
  `${randomOf(seed, 40, index).pick(surnames)}某`

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const group = groups.get(keyOf(thing))
    if (group) group.push(thing)
    else groups.set(keyOf(thing), [thing])
  }
  return groups
}

const pairs = <T>(things: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(things.length / 2) }, (_, index) =>
    things.slice(2 * index, 2 * index + 2),
  )
