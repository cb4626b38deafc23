import { addDays, type Day, type Instant } from '~/domain/day.ts'
import type { Difficulty, Method, Status } from '~/domain/mediation.ts'
import type { Random } from '../random.ts'
import { visitPlan } from '../rules/limits.ts'
import { difficultyMix, methodMix } from './dispute-mix.ts'

export interface SeedMove {
  to: Status
  on: Day
  at: Instant
}

export interface SeedVisit {
  dueOn: Day
  /** null while planned. */
  doneOn: Day | null
  satisfied: boolean | null
}

export interface DisputeHistory {
  moves: SeedMove[]
  methods: { method: Method; usedOn: Day }[]
  visits: SeedVisit[]
}

/**
 * What became of a dispute until the last day: each move with its day, methods from mediation on,
 * visits after an agreement. Most are agreed; some fail, are withdrawn, transferred or refused.
 */
export function historyOf(
  openedOn: Day,
  difficulty: Difficulty,
  until: Day,
  random: Random,
): DisputeHistory {
  const pace = difficultyMix.find((row) => row.difficulty === difficulty) ?? difficultyMix[0]
  if (!pace) throw new Error(`No pace for ${difficulty} disputes.`)
  // A few get stuck, so that lights turn yellow and red.
  const stuck = random.chance(0.04) ? 5 : 1
  const clock = walkFrom(openedOn, random)
  clock.move('registered', [0, 0])
  const lot = random.next()
  if (lot < 0.02) {
    clock.move(lot < 0.008 ? 'notAccepted' : 'transferred', [0, 3])
    return cutOff(clock.moves, [], [], until)
  }
  clock.move('accepted', random.chance(0.08) ? [2, 5] : [0, 1])
  clock.move('assigned', [0, random.chance(0.06) ? 5 : 1])
  clock.move('investigating', [0, 2 * stuck])
  clock.move('mediating', times(pace.investigating, stuck))
  const begunOn = clock.day()
  const methods = methodMix
    .filter(({ share }) => random.chance(share))
    .map(({ method }) => ({ method, usedOn: addDays(begunOn, random.integer(4)) }))
  const outcome = random.next()
  if (outcome < 0.13) {
    clock.move(outcome < 0.085 ? 'failed' : 'withdrawn', times(pace.mediating, stuck))
    return cutOff(clock.moves, methods, [], until)
  }
  clock.move('agreed', times(pace.mediating, stuck))
  const agreedOn = clock.day()
  clock.move('performing', [0, 1])
  clock.move('followUp', times(pace.performing, stuck))
  const visits = visitPlan[difficulty].map((days) => visitDue(addDays(agreedOn, days), random))
  const lastVisit = visits.map(({ doneOn }) => doneOn ?? '').reduce(later, clock.day())
  clock.jump(lastVisit)
  clock.move('closed', [0, 3])
  return cutOff(clock.moves, methods, visits, until)
}

// Steps are 45 minutes apart, so that moves of one day keep their order within office hours.
function walkFrom(openedOn: Day, random: Random) {
  let on = openedOn
  const moves: SeedMove[] = []
  return {
    moves,
    day: () => on,
    jump: (day: Day) => {
      on = day
    },
    move(to: Status, [least, most]: readonly [number, number]) {
      on = addDays(on, least + random.integer(most - least + 1))
      const minute = 8 * 60 + 20 + moves.length * 45 + random.integer(40)
      const at = new Date(Date.parse(`${on}T00:00:00.000+08:00`) + minute * 60_000).toISOString()
      moves.push({ to, on, at })
    },
  }
}

// One visit in eight is late.
function visitDue(dueOn: Day, random: Random): SeedVisit {
  const late = random.chance(0.125) ? 4 + random.integer(26) : random.integer(3) - 1
  return { dueOn, doneOn: addDays(dueOn, late), satisfied: random.chance(0.93) }
}

// What lies after the last day has not happened yet.
function cutOff(
  moves: readonly SeedMove[],
  methods: DisputeHistory['methods'],
  visits: readonly SeedVisit[],
  until: Day,
): DisputeHistory {
  const happened = moves.filter(({ on }) => on <= until)
  const agreed = happened.some(({ to }) => to === 'agreed')
  return {
    moves: happened,
    methods: methods.filter(({ usedOn }) => usedOn <= until),
    visits: agreed
      ? visits.map((visit) =>
          visit.doneOn !== null && visit.doneOn <= until
            ? visit
            : { dueOn: visit.dueOn, doneOn: null, satisfied: null },
        )
      : [],
  }
}

const times = ([least, most]: readonly [number, number], factor: number) =>
  [least, most * factor] as const

const later = (a: Day, b: Day): Day => (a > b ? a : b)
