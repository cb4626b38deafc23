import type { CountedIn } from '~/services/locating.server.ts'
import type { Handlers } from './load-dispute-rows.ts'
import type { Staff } from './load-workers.ts'
import type { DemoDispute } from './prefecture/demo-disputes.ts'
import type { SeedDispute } from './prefecture/disputes.ts'
import { personName } from './prefecture/incident-texts.ts'
import { randomOf } from './random.ts'

/** 案件来源 主动调解: a grid worker heard of it; in every other case somebody came to the mediators. */
const foundByOurselves = '2'

/**
 * Who has a dispute in hand: whoever the demo says, else the mediators and the officer of its
 * township and the grid workers of its grid, in turn.
 */
export function handlersOf(
  dispute: SeedDispute | (DemoDispute & { number: string }),
  { policeCode, governanceCode }: CountedIn,
  staff: Staff,
  seed: number,
): Handlers {
  const turn = Number(dispute.number.slice(-5))
  const random = randomOf(seed, 32, Number(dispute.number.replace(/\D/g, '')))
  const township = dispute.areaCode.slice(0, 9)
  const mediatorId = inTurn(staff.holding('mediator', township), turn)
  const officerId =
    inTurn(staff.onDuty('police', policeCode ?? ''), turn) ??
    inTurn(staff.holding('communityOfficer', township), turn)
  const gridWorkerId = inTurn(staff.onDuty('governance', governanceCode ?? ''), turn)
  if (mediatorId === undefined || officerId === undefined || gridWorkerId === undefined) {
    throw new Error(`nobody to handle disputes in ${dispute.areaCode}`)
  }
  const panel = {
    householdHead: personName(random),
    legalAdviser: random.chance(0.6) ? `${personName(random)}（律师）` : null,
  }
  if ('owner' in dispute) {
    const ownerId = staff.named(dispute.owner)
    return {
      ...panel,
      reporterId: staff.named(dispute.reporter),
      firstOwnerId: ownerId,
      ownerId,
      visitorIds: [staff.named(dispute.visitor)],
      officerId: staff.named('demo-officer'),
    }
  }
  const found = dispute.sourceCode === foundByOurselves
  return {
    ...panel,
    reporterId: found ? gridWorkerId : mediatorId,
    firstOwnerId: found ? officerId : mediatorId,
    ownerId: mediatorId,
    visitorIds: [gridWorkerId, mediatorId],
    officerId,
  }
}

const inTurn = (ids: readonly number[], turn: number): number | undefined => ids[turn % ids.length]
