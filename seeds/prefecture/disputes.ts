import { addDays, type Day, daysBetween } from '~/domain/day.ts'
import type { ScaleCode } from '~/domain/incidents.ts'
import type { Difficulty, PartyKind, PartySide, Status } from '~/domain/mediation.ts'
import { type Random, randomOf, weightedPicker } from '../random.ts'
import { disputeTypes } from '../vocabularies/dispute-types.ts'
import { type DisputeHistory, historyOf } from './dispute-history.ts'
import { type DisputeKind, difficultyMix, disputeKinds, sourceMix } from './dispute-mix.ts'
import { heatOf, pointIn } from './grid-points.ts'
import { addressIn, personName } from './incident-texts.ts'
import type { Prefecture } from './prefecture.ts'

export interface SeedParty {
  side: PartySide
  kind: PartyKind
  /** 王某, 李某甲 or 某某物业公司. */
  name: string
}

export interface SeedDispute extends DisputeHistory {
  /** `JF` + day + four digits, ascending. */
  number: string
  title: string
  typeCode: string
  mojCode: string
  scaleCode: ScaleCode
  difficulty: Difficulty
  sourceCode: string
  summary: string
  addressText: string
  peopleCount: number
  /** WGS84, degrees × 10⁷. */
  lonE7: number
  latE7: number
  governanceCode: string
  areaCode: string
  openedOn: Day
  /** Where the last move left it. */
  status: Status
  parties: SeedParty[]
}

/** Exactly `count` disputes opened from `from` to `to`, in order of day, each with its history. */
export function* generateDisputes(
  prefecture: Prefecture,
  { from, to, count, seed = 3213 }: { from: Day; to: Day; count: number; seed?: number },
): Generator<SeedDispute> {
  const days = daysBetween(from, to) + 1
  const nameOf = new Map(prefecture.areas.map(({ code, name }) => [code, name]))
  const pickGrid = weightedPicker(prefecture.governance, (grid) => heatOf(grid, prefecture) ** 0.6)
  let [today, ofDay] = ['', 0]
  for (let index = 0; index < count; index++) {
    const random = randomOf(seed, 30, index)
    const openedOn = addDays(from, Math.floor(((index + random.next()) * days) / count))
    const on = openedOn < today ? today : openedOn
    ofDay = on === today ? ofDay + 1 : 1
    today = on
    const grid = pickGrid(random)
    const place = {
      township: nameOf.get(grid.areaCode.slice(0, 9)) ?? '',
      village: nameOf.get(grid.areaCode) ?? '',
    }
    const { difficulty } = pickDifficulty(random)
    const history = historyOf(on, difficulty, to, random)
    yield {
      number: `JF${on.replaceAll('-', '')}-${String(ofDay).padStart(4, '0')}`,
      ...matterOf(pickKind(random), random),
      ...pointIn(grid, random),
      difficulty,
      sourceCode: pickSource(random).sourceCode,
      addressText: addressIn(place, random),
      governanceCode: grid.code,
      areaCode: grid.areaCode,
      openedOn: on,
      status: history.moves.at(-1)?.to ?? 'registered',
      ...history,
    }
  }
}

const pickKind = weightedPicker(disputeKinds, ({ share }) => share)
const pickDifficulty = weightedPicker(difficultyMix, ({ share }) => share)
const pickSource = weightedPicker(sourceMix, ({ share }) => share)
const labelOf = new Map(disputeTypes.map(({ code, label }) => [code, label]))

function matterOf({ mojCode, typeCodes, organisation }: DisputeKind, random: Random) {
  const typeCode = random.pick(typeCodes)
  const label = subjectOf(typeCode)
  const applicant = personName(random)
  const respondent = organisation ?? personName(random)
  const large = random.chance(organisation ? 0.08 : 0.008)
  const parties: SeedParty[] = [
    { side: 'applicant', kind: 'person', name: applicant },
    { side: 'respondent', kind: organisation ? 'organisation' : 'person', name: respondent },
  ]
  return {
    typeCode,
    mojCode,
    title: `${applicant}与${respondent}${label}纠纷`,
    summary: `${applicant}与${respondent}因${label}产生矛盾，${random.pick(asks)}。`,
    scaleCode: (large ? '02' : '01') as ScaleCode,
    peopleCount: large ? 8 + random.integer(50) : 2 + random.integer(3),
    parties,
  }
}

const asks = [
  '请求村（社区）出面调解',
  '多次协商未果',
  '双方同意坐下来谈',
  '一方要求赔偿',
  '担心矛盾扩大',
  '希望尽快解决',
]

/** What a type is about, for titles; 其他 alone says nothing, so its class speaks for it. */
export function subjectOf(typeCode: string): string {
  const label = labelOf.get(typeCode) ?? ''
  const ofClass = labelOf.get(typeCode.slice(0, 2)) ?? ''
  return (label === '其他' && typeCode.length === 4 ? ofClass : label).replace(/纠纷$/, '')
}
