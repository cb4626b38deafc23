import { addDays, type Day } from '~/domain/day.ts'
import type { Status } from '~/domain/mediation.ts'
import { type Random, randomOf } from '../random.ts'
import { visitPlan } from '../rules/limits.ts'
import { disputeTypes } from '../vocabularies/dispute-types.ts'
import { type DemoCase, type DemoHandler, demoCases } from './demo-cases.ts'
import { type SeedDispute, subjectOf } from './disputes.ts'
import { pointIn } from './grid-points.ts'
import { addressIn, personName } from './incident-texts.ts'
import type { Prefecture } from './prefecture.ts'

/** A dispute of the demo accounts' own village, with whom its work falls to. */
export interface DemoDispute extends Omit<SeedDispute, 'number'> {
  owner: DemoHandler
  reporter: DemoHandler
  visitor: DemoHandler
}

const path: readonly Status[] = [
  'registered',
  'accepted',
  'assigned',
  'investigating',
  'mediating',
  'agreed',
  'performing',
  'followUp',
]

/** The demo accounts' own disputes in the grids of their village, in order of day; the newest `most`. */
export function generateDemoDisputes(
  prefecture: Prefecture,
  { villageCode, until, most }: { villageCode: string; until: Day; most: number },
): DemoDispute[] {
  const grids = prefecture.governance.filter(({ areaCode }) => areaCode === villageCode)
  const nameOf = new Map(prefecture.areas.map(({ code, name }) => [code, name]))
  const place = {
    township: nameOf.get(villageCode.slice(0, 9)) ?? '',
    village: nameOf.get(villageCode) ?? '',
  }
  return demoCases.slice(Math.max(0, demoCases.length - most)).map((row, index) => {
    const random = randomOf(prefecture.seed, 31, index)
    const grid = random.pick(grids)
    return {
      ...matterOf(row, random),
      ...pointIn(grid, random),
      ...historyOf(row, until),
      difficulty: row.difficulty,
      scaleCode: '01',
      sourceCode: '2',
      addressText: addressIn(place, random),
      peopleCount: 2,
      governanceCode: grid.code,
      areaCode: grid.areaCode,
      owner: row.owner,
      reporter: 'demo-grid',
      visitor: row.visitor ?? row.owner,
    }
  })
}

function matterOf({ typeCode, matter }: DemoCase, random: Random) {
  const type = disputeTypes.find(({ code }) => code === typeCode)
  const [applicant, respondent] = [personName(random), personName(random)]
  return {
    typeCode,
    mojCode: type?.mojCode ?? '18',
    title: `${applicant}与${respondent}${subjectOf(typeCode)}纠纷`,
    summary: `${matter.replaceAll('A', applicant).replaceAll('B', respondent)}。`,
    parties: [
      { side: 'applicant' as const, kind: 'person' as const, name: applicant },
      { side: 'respondent' as const, kind: 'person' as const, name: respondent },
    ],
  }
}

function historyOf({ daysAgo, difficulty, visitsDone = 0 }: DemoCase, until: Day) {
  const moves = daysAgo.map((days, step) => {
    const on = addDays(until, -days)
    const minute = 8 * 60 + 5 + step * 20
    const at = new Date(Date.parse(`${on}T00:00:00.000+08:00`) + minute * 60_000).toISOString()
    return { to: path[step] ?? 'followUp', on, at }
  })
  const agreed = moves.find(({ to }) => to === 'agreed')
  const mediating = moves.find(({ to }) => to === 'mediating')
  return {
    moves,
    openedOn: addDays(until, -(daysAgo[0] ?? 0)),
    status: moves.at(-1)?.to ?? 'registered',
    methods: mediating ? [{ method: 'tailored' as const, usedOn: mediating.on }] : [],
    visits: agreed
      ? visitPlan[difficulty].map((days, index) => {
          const dueOn = addDays(agreed.on, days)
          const done = index < visitsDone
          return { dueOn, doneOn: done ? dueOn : null, satisfied: done ? true : null }
        })
      : [],
  }
}
