import { addDays, type Day, daysBetween, type Instant, weekdayOf } from '~/domain/day.ts'
import type { ScaleCode, SourceChannel } from '~/domain/incidents.ts'
import { type Random, randomOf, weightedPicker } from '../random.ts'
import { incidentCategories } from '../vocabularies/incident-categories.ts'
import { groupScales, type IncidentClass, incidentClasses, rareCodes } from './incident-mix.ts'
import { placeDrawer } from './incident-places.ts'
import { summaryOf } from './incident-texts.ts'
import type { Prefecture } from './prefecture.ts'

export interface SeedIncident {
  /** `JQ` + day + five digits; no two alike, ascending in time. */
  number: string
  categoryCode: string
  scaleCode: ScaleCode
  deaths: number
  occurredOn: Day
  occurredAt: Instant
  reportedAt: Instant
  /** WGS84, degrees × 10⁷. */
  lonE7: number
  latE7: number
  addressText: string
  summary: string
  sourceChannel: SourceChannel
  valid: boolean
}

/**
 * Exactly `count` incidents from `from` to `to` (inclusive), in order of time, one day in memory at a
 * time. Frequencies follow seasons, weekends and a mild trend by class.
 */
export function* generateIncidents(
  prefecture: Prefecture,
  { from, to, count, seed = 3213 }: { from: Day; to: Day; count: number; seed?: number },
): Generator<SeedIncident> {
  const drawPlace = placeDrawer(prefecture, count)
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) =>
    loadOf(addDays(from, index), index, seed),
  )
  const total = days.reduce((sum, { weight }) => sum + weight, 0)
  let weight = 0
  let made = 0
  for (const [index, day] of days.entries()) {
    weight += day.weight
    const until = index === days.length - 1 ? count : Math.round((count * weight) / total)
    const random = randomOf(seed, 22, index)
    const ofDay = Array.from({ length: until - made }, () => {
      const kind = day.pickClass(random)
      return { kind, minute: minuteOf(kind, random) }
    }).sort((a, b) => a.minute - b.minute)
    for (const [position, { kind, minute }] of ofDay.entries()) {
      const number = `JQ${day.on.replaceAll('-', '')}-${String(position + 1).padStart(5, '0')}`
      yield { number, ...incidentOf(kind, day.on, minute, random), ...placed(drawPlace(random)) }
    }
    made = until
  }

  function placed({ lonE7, latE7, address }: ReturnType<typeof drawPlace>) {
    return { lonE7, latE7, addressText: address }
  }
}

// How much happens on a day, and of what.
function loadOf(on: Day, index: number, seed: number) {
  const month = Number(on.slice(5, 7)) - 1
  const weekend = [0, 6].includes(weekdayOf(on))
  const weightOf = ({ share, trend, season, weekend: factor }: IncidentClass) =>
    share * (season[month] ?? 1) * (1 + trend) ** (index / 365) * (weekend ? factor : 1)
  const noise = randomOf(seed, 23, index).between(0.92, 1.08)
  const weight = noise * incidentClasses.reduce((sum, kind) => sum + weightOf(kind), 0)
  return { on, weight, pickClass: weightedPicker(incidentClasses, weightOf) }
}

function incidentOf(kind: IncidentClass, on: Day, minute: number, random: Random) {
  const category = finerCodes.get(kind.code)?.(random)
  const categoryCode = category?.code ?? kind.code
  const at = Date.parse(`${on}T00:00:00.000+08:00`) + minute * 60_000 + random.integer(60) * 1000
  return {
    categoryCode,
    scaleCode: scaleOf(kind, random),
    deaths: categoryCode === '0101' || random.chance(kind.fatal) ? 1 : 0,
    occurredOn: on,
    occurredAt: new Date(at).toISOString(),
    reportedAt: new Date(at + (1 + random.integer(40)) * 60_000).toISOString(),
    summary: summaryOf(categoryCode, category?.label ?? '其他', random),
    sourceChannel: channelsOf.get(kind.code)?.(random) ?? 'other',
    valid: category?.valid ?? true,
  }
}

const hoursOf = new Map(
  incidentClasses.map(({ code, hours }) => [
    code,
    weightedPicker(
      hours.map((frequency, span) => ({ frequency, span })),
      ({ frequency }) => frequency,
    ),
  ]),
)

function minuteOf({ code }: IncidentClass, random: Random): number {
  const span = hoursOf.get(code)?.(random).span ?? 0
  return span * 180 + random.integer(180)
}

// Earlier rows of the table are more frequent than later ones.
const finerCodes = new Map(
  incidentClasses.map(({ code }) => {
    const finer = incidentCategories.filter(({ parentCode }) => parentCode === code)
    const own = incidentCategories.filter((category) => category.code === code)
    const choices = (finer.length > 0 ? finer : own).map((category, rank) => ({
      category,
      weight: 1 / (rank + 1) ** 0.7,
    }))
    const total = choices.reduce((sum, { weight }) => sum + weight, 0)
    const pick = weightedPicker(choices, ({ category, weight }) => {
      const rare = rareCodes[category.code]
      return rare === undefined ? weight : rare * total
    })
    return [code, (random: Random) => pick(random).category]
  }),
)

const channelsOf = new Map(
  incidentClasses.map(({ code, channels }) => {
    const pick = weightedPicker(
      Object.entries(channels) as [SourceChannel, number][],
      ([, frequency]) => frequency,
    )
    return [code, (random: Random) => pick(random)[0]]
  }),
)

function scaleOf({ code }: IncidentClass, random: Random): ScaleCode {
  if (code !== '09') return code === '03' && random.chance(0.002) ? '02' : '01'
  const lot = random.next()
  if (lot < groupScales['01']) return '01'
  return lot < groupScales['01'] + groupScales['02'] ? '02' : '03'
}
