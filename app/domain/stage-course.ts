import { type Day, daysBetween } from './day.ts'
import { type Stage, stages } from './mediation.ts'

/** A move as the course of a dispute is told from it. */
export interface StageMove {
  movedOn: Day
  toStage: Stage
  ownerName: string | null
  dueOn: Day | null
}

export interface StageStep {
  stage: Stage
  /** `ended`: off the books, and this is where it left them. */
  state: 'done' | 'current' | 'ended' | 'coming'
  /** Its first day in the stage; null when it never stood there. */
  enteredOn: Day | null
  /** Days in the stage, all stays together, until today where it still stands there. */
  days: number
  ownerName: string | null
  dueOn: Day | null
}

/**
 * The way through the four stages, told from the moves in their order, up to today or to the day
 * it was settled.
 */
export function courseOf(
  moves: readonly StageMove[],
  { today, settledOn }: { today: Day; settledOn: Day | null },
): StageStep[] {
  const until = settledOn ?? today
  const current = moves.at(-1)?.toStage
  return stages.map((stage) => {
    const stays = moves.flatMap((move, index) =>
      move.toStage === stage ? [{ ...move, leftOn: moves[index + 1]?.movedOn ?? until }] : [],
    )
    const last = stays.at(-1)
    return {
      stage,
      state: stage === current ? (settledOn ? 'ended' : 'current') : last ? 'done' : 'coming',
      enteredOn: stays[0]?.movedOn ?? null,
      days: stays.reduce((sum, { movedOn, leftOn }) => sum + daysBetween(movedOn, leftOn), 0),
      ownerName: last?.ownerName ?? null,
      dueOn: last?.dueOn ?? null,
    }
  })
}
