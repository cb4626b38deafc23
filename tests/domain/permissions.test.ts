import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Holder,
  may,
  mayAnywhere,
  pathsWithin,
  type Relation,
  type Right,
  type Role,
  rights,
  roles,
} from '~/domain/permissions.ts'

const columns: readonly Role[] = [
  'gridWorker',
  'communityOfficer',
  'mediator',
  'townshipStaff',
  'townshipLeader',
  'administrator',
  'auditor',
]

/**
 * By role in the order above: W own and within their areas, O their own alone, S for a role over the
 * whole site alone, · not at all.
 */
const expected: Record<Right, string> = {
  'map.read': 'WWWWWWW',
  'incident.read': 'WWWWWWW',
  'incident.log': 'WWWW···',
  'incident.correct': 'OW·W···',
  'incident.void': 'OW·W···',
  'dispute.read': 'OWWWW·W',
  'dispute.open': 'WWWW···',
  'dispute.handle': '·OOW···',
  'dispute.reveal': '·OOO···',
  'visit.record': 'OOOW···',
  'report.read': '·WWWWWW',
  'import.run': '·····S·',
  'worker.manage': '·····W·',
  'audit.read': '·····SS',
  'toDo.read': 'OOOOOOO',
  'own.account': 'OOOOOOO',
}

const township = '/321300/321302/321302101/'
const village = `${township}321302101001/`
const neighbour = '/321300/321302/321302102/'

const holderOf = (...scopes: [Role, string][]): Holder => ({
  scopes: scopes.map(([role, areaPath]) => ({ role, areaPath })),
})

const things: Record<Relation, { own: boolean; areaPath: string }> = {
  own: { own: true, areaPath: neighbour },
  within: { own: false, areaPath: village },
  elsewhere: { own: false, areaPath: neighbour },
}

test('the table of rights names every role', () => {
  expect(columns).toEqual(roles)
  expect(Object.keys(expected)).toEqual([...rights])
})

for (const right of rights) {
  test(`${right}: ${expected[right]} by role, and no further`, () => {
    for (const [column, role] of columns.entries()) {
      const reach = expected[right][column]
      const holder = holderOf([role, township])
      const whole = holderOf([role, '/'])
      expect(may(whole, right, things.within), `${role}, site`).toBe('WS'.includes(reach ?? ''))
      if (reach === 'S') {
        expect(mayAnywhere(holder, right), `${role}, anywhere`).toBe(false)
        expect(may(holder, right, things.own), `${role}, own`).toBe(false)
        expect(pathsWithin(holder, right), `${role}, paths`).toEqual([])
        expect(pathsWithin(whole, right), `${role}, site paths`).toEqual(['/'])
        continue
      }
      expect(may(holder, right, things.own), `${role}, own`).toBe(reach !== '·')
      expect(may(holder, right, things.within), `${role}, within`).toBe(reach === 'W')
      expect(may(holder, right, things.elsewhere), `${role}, elsewhere`).toBe(false)
      expect(mayAnywhere(holder, right), `${role}, anywhere`).toBe(reach !== '·')
      expect(pathsWithin(holder, right), `${role}, paths`).toEqual(reach === 'W' ? [township] : [])
    }
  })
}

test('whoever has no role may nothing, not even to what is their own', () => {
  for (const right of rights) {
    expect(may(holderOf(), right, things.own)).toBe(false)
    expect(mayAnywhere(holderOf(), right)).toBe(false)
    expect(pathsWithin(holderOf(), right)).toEqual([])
  }
})

test('a role that does not exist grants nothing', () => {
  const stranger = holderOf(['toString' as Role, '/'])
  for (const right of rights) {
    expect(may(stranger, right, things.own)).toBe(false)
    expect(may(stranger, right, things.within)).toBe(false)
    expect(mayAnywhere(stranger, right)).toBe(false)
  }
})

test('a scope reaches its own area and below, not above, not a code it is the beginning of', () => {
  const officer = holderOf(['communityOfficer', township])
  const reads = (areaPath: string) => may(officer, 'incident.read', { own: false, areaPath })
  expect(reads(township)).toBe(true)
  expect(reads(village)).toBe(true)
  expect(reads('/321300/321302/')).toBe(false)
  expect(reads('/321300/321302/3213021019/')).toBe(false)
})

test('what lies in no area is within reach of the whole site alone', () => {
  const placeless = { own: false, areaPath: null }
  expect(may(holderOf(['townshipStaff', '/']), 'incident.correct', placeless)).toBe(true)
  expect(may(holderOf(['townshipStaff', '/321300/']), 'incident.correct', placeless)).toBe(false)
  expect(
    may(holderOf(['gridWorker', township]), 'incident.correct', { own: true, areaPath: null }),
  ).toBe(true)
})

test('two roles add up, each over its own area', () => {
  const holder = holderOf(['mediator', township], ['townshipStaff', neighbour])
  expect(may(holder, 'dispute.handle', { own: false, areaPath: neighbour })).toBe(true)
  expect(may(holder, 'dispute.handle', { own: false, areaPath: village })).toBe(false)
  expect(pathsWithin(holder, 'dispute.handle')).toEqual([neighbour])
  expect(pathsWithin(holder, 'dispute.read')).toEqual([township, neighbour])
})

test('the paths within reach are exactly where a stranger’s thing may be touched', () => {
  const paths = fc.constantFrom('/', '/1/', '/1/11/', '/1/12/', '/1/11/111/', '/2/')
  const holders = fc
    .array(fc.tuple(fc.constantFrom(...roles), paths), { maxLength: 4 })
    .map((scopes) => holderOf(...scopes))
  fc.assert(
    fc.property(holders, fc.constantFrom(...rights), paths, (holder, right, areaPath) => {
      const reached = pathsWithin(holder, right).some((path) => areaPath.startsWith(path))
      expect(may(holder, right, { own: false, areaPath })).toBe(reached)
      if (reached) expect(mayAnywhere(holder, right)).toBe(true)
    }),
    { numRuns: 500 },
  )
})
