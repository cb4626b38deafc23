import { expect, test } from 'vitest'
import {
  bookChange,
  isOpen,
  isReopening,
  isSettled,
  type MoveFacts,
  mayMove,
  moveProblem,
  nextStatuses,
  openSeats,
  panelSeats,
  planVisits,
  type Seat,
  type Status,
  stageOf,
  statuses,
} from '~/domain/mediation.ts'
import { notices } from './notices.ts'

const legalMoves = new Set([
  'registered → accepted',
  'registered → notAccepted',
  'registered → transferred',
  'registered → withdrawn',
  'accepted → assigned',
  'accepted → transferred',
  'accepted → terminated',
  'accepted → withdrawn',
  'assigned → investigating',
  'assigned → transferred',
  'assigned → terminated',
  'assigned → withdrawn',
  'investigating → mediating',
  'investigating → transferred',
  'investigating → terminated',
  'investigating → withdrawn',
  'mediating → agreed',
  'mediating → failed',
  'mediating → terminated',
  'mediating → withdrawn',
  'agreed → confirming',
  'agreed → performing',
  'agreed → followUp',
  'confirming → performing',
  'confirming → mediating',
  'performing → followUp',
  'performing → defaulted',
  'defaulted → performing',
  'defaulted → followUp',
  'followUp → closed',
  'followUp → mediating',
  'closed → archived',
  'closed → mediating',
  'failed → archived',
  'terminated → archived',
  'withdrawn → archived',
])

const everyPair = statuses.flatMap((from) => statuses.map((to) => [from, to] as const))

const filled = (seat: Seat['seat']): Seat => ({
  seat,
  workerId: 1,
  name: null,
  waivedReason: null,
})

const aDispute = (facts: Partial<MoveFacts> = {}): MoveFacts => ({
  status: 'registered',
  opinion: '同意',
  ownerId: 1,
  panel: panelSeats.map(filled),
  plannedVisits: 0,
  ...facts,
})

test('of all pairs of statuses exactly the listed moves are legal', () => {
  for (const [from, to] of everyPair) {
    const legal = legalMoves.has(`${from} → ${to}`)
    expect(mayMove(from, to), `${from} → ${to}`).toBe(legal)
    expect(moveProblem(aDispute({ status: from }), to), `${from} → ${to}`).toBe(
      legal ? null : 'illegalMove',
    )
  }
})

test('every status can be reached from the first', () => {
  const reached = new Set<Status>(['registered'])
  for (const status of reached) for (const next of nextStatuses[status]) reached.add(next)
  expect([...reached].sort()).toEqual([...statuses].sort())
})

test('a stage is never left backwards but by a transfer', () => {
  const order = ['intake', 'ledger', 'assessment', 'clearance']
  for (const [from, to] of everyPair.filter(([from, to]) => mayMove(from, to))) {
    const forward = order.indexOf(stageOf[to]) >= order.indexOf(stageOf[from])
    expect(forward || to === 'transferred', `${from} → ${to}`).toBe(true)
  }
})

test('the four stages hold the statuses of the lifecycle', () => {
  const held = (stage: string) => statuses.filter((status) => stageOf[status] === stage)
  expect(held('intake')).toEqual(['registered', 'notAccepted', 'transferred'])
  expect(held('ledger')).toEqual(['accepted', 'assigned'])
  expect(held('assessment')).toEqual(['investigating'])
  expect(held('clearance')).toHaveLength(11)
})

test('mediation waits until all four seats are filled or waived with a reason', () => {
  const seats = (changed: Partial<Seat>) =>
    panelSeats.map((seat) =>
      seat === 'legalAdviser'
        ? { seat, workerId: null, name: null, waivedReason: null, ...changed }
        : filled(seat),
    )
  const problemWith = (panel: Seat[]) =>
    moveProblem(aDispute({ status: 'investigating', panel }), 'mediating')

  expect(problemWith([])).toBe('panelIncomplete')
  expect(problemWith(seats({}))).toBe('panelIncomplete')
  expect(problemWith(seats({ name: '', waivedReason: '' }))).toBe('panelIncomplete')
  expect(problemWith(seats({ name: '李律师' }))).toBeNull()
  expect(problemWith(seats({ waivedReason: '本村没有法律顾问' }))).toBeNull()
  expect(openSeats(seats({}))).toEqual(['legalAdviser'])
})

test('every end without an agreement, a default and a reopening have to say why', () => {
  const explained =
    /→ (notAccepted|transferred|failed|terminated|withdrawn|defaulted)$|(confirming|followUp|closed) → mediating$/
  for (const [status, to] of everyPair.filter(([from, to]) => mayMove(from, to))) {
    expect(moveProblem(aDispute({ status, opinion: ' ' }), to), `${status} → ${to}`).toBe(
      explained.test(`${status} → ${to}`) ? 'opinionMissing' : null,
    )
  }
  expect(moveProblem(aDispute({ status: 'closed', opinion: null }), 'mediating')).toBe(
    'opinionMissing',
  )
  expect(moveProblem(aDispute({ status: 'investigating', opinion: null }), 'mediating')).toBeNull()
})

test('a dispute is assigned to somebody', () => {
  expect(moveProblem(aDispute({ status: 'accepted', ownerId: null }), 'assigned')).toBe(
    'ownerMissing',
  )
})

test('a dispute with a planned visit is not closed', () => {
  const dispute = aDispute({ status: 'followUp', plannedVisits: 1 })
  expect(moveProblem(dispute, 'closed')).toBe('visitsOpen')
  expect(moveProblem(dispute, 'mediating')).toBeNull()
})

test('only taking mediation up again is a reopening', () => {
  expect(isReopening('investigating', 'mediating')).toBe(false)
  expect(isReopening('closed', 'mediating')).toBe(true)
  expect(isReopening('followUp', 'closed')).toBe(false)
})

test('a case is on the books until it is closed or ends without an agreement', () => {
  expect(statuses.filter(isSettled)).toEqual([
    'notAccepted',
    'transferred',
    'failed',
    'terminated',
    'withdrawn',
    'closed',
    'archived',
  ])
  expect(statuses.every((status) => isOpen(status) !== isSettled(status))).toBe(true)
})

test('of the legal moves only those over the edge of the books change them', () => {
  const changes = everyPair
    .filter(([from, to]) => mayMove(from, to) && bookChange(from, to) !== null)
    .map(([from, to]) => `${from} → ${to}: ${bookChange(from, to)}`)
  expect(changes).toEqual([
    'registered → notAccepted: settled',
    'registered → transferred: settled',
    'registered → withdrawn: settled',
    'accepted → transferred: settled',
    'accepted → terminated: settled',
    'accepted → withdrawn: settled',
    'assigned → transferred: settled',
    'assigned → terminated: settled',
    'assigned → withdrawn: settled',
    'investigating → transferred: settled',
    'investigating → terminated: settled',
    'investigating → withdrawn: settled',
    'mediating → failed: settled',
    'mediating → terminated: settled',
    'mediating → withdrawn: settled',
    'followUp → closed: settled',
    'closed → mediating: opened',
  ])
  expect(bookChange(null, 'registered')).toBe('opened')
})

test('visits are planned by difficulty, on working days', () => {
  expect(planVisits('simple', '2024-09-05', notices)).toEqual(['2024-09-12', '2024-10-08'])
  expect(planVisits('ordinary', '2024-09-05', notices)).toEqual(['2024-09-12', '2024-10-08'])
  expect(planVisits('major', '2024-09-05', notices)).toEqual([
    '2024-09-12',
    '2024-10-08',
    '2024-12-04',
  ])
  expect(planVisits('difficult', '2024-09-28', notices)).toEqual([
    '2024-10-08',
    '2024-10-28',
    '2024-12-27',
  ])
})
