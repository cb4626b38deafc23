import { expect, test } from 'vitest'
import {
  everyFileHasARoom,
  frameworkStaysInApp,
  importsFollowTheArrows,
  leafletHasItsDoors,
  pureRoomsAreAlone,
} from './support/architecture/import-rules.ts'
import {
  everyFolderSaysWhatItIsFor,
  namesAreKebabCase,
  nothingIsABucket,
  nothingPointsOutside,
  serverCodeSaysSo,
} from './support/architecture/place-rules.ts'
import {
  onlyTheServerHasAClock,
  pureRoomsReadNothing,
} from './support/architecture/purity-rules.ts'
import { type Rule, readFiles } from './support/architecture/source-files.ts'

const product = readFiles(['app', 'db', 'geo', 'seeds'])
const everything = [...product, ...readFiles(['public', 'tests'])].filter(
  ({ path }) => !path.startsWith('tests/reports/'),
)

const fixture = (sources: Record<string, string>) =>
  Object.entries(sources).map(([path, text]) => ({ path, text }))

/** The rule holds in the repository, passes `good`, and names each file of `bad`. */
function rule(
  name: string,
  holds: Rule,
  files: typeof product,
  { good, bad }: Record<'good' | 'bad', Record<string, string>>,
) {
  test(name, () => {
    expect(holds(files)).toEqual([])
  })
  test(`${name}: told apart`, () => {
    expect(holds(fixture(good))).toEqual([])
    for (const [path, text] of Object.entries(bad)) {
      expect(holds(fixture({ [path]: text })), `${path}: ${text}`).not.toEqual([])
    }
  })
}

rule('imports follow the arrows', importsFollowTheArrows, product, {
  good: {
    'app/routes/map.tsx': `
      import { GridMap } from '~/ui/grid-map.tsx'
      import { findGrid, listGrids as all, countGrids, type GridRow } from '#db/grids.ts'
      import { importGrids } from '~/services/grids.server.ts'`,
    'app/ui/grid-map.tsx': `
      import { decodeRings } from '#geo/display/decode-rings.ts'
      import { redraw } from '#geo/redrawing/redraw.ts'
      import 'leaflet/dist/leaflet.css?url'`,
    'app/services/grids.server.ts': `import { overlay } from '#geo/overlay/overlay.ts'`,
    'app/server/desk.server.ts': `import { connect } from '#db/connect.ts'`,
    'app/cli/hege.ts': `const { load } = await import('#seeds/load.ts')`,
    'seeds/load.ts': `import { importGrids } from '~/services/grids.server.ts'`,
    'db/schema.ts': `
      import type { Day } from '../app/domain/day.ts'
      import { type Stage } from '~/domain/stage.ts'
      type Layer = import('~/domain/areas.ts').Layer`,
    'app/domain/day.ts': `import { other } from './other.ts'`,
    'app/root.tsx': `import './styles/screen.css'`,
  },
  bad: {
    'app/routes/a.tsx': `import { insertGrid } from '#db/grids.ts'`,
    'app/routes/b.tsx': `import { findGrid, moveGrid as findIt } from '#db/grids.ts'`,
    'app/routes/c.tsx': `import * as grids from '#db/grids.ts'`,
    'app/routes/d.tsx': `export * from '#db/grids.ts'`,
    'app/routes/e.tsx': `import { locate } from '#geo/locate.ts'`,
    'app/ui/f.tsx': `import { locate } from '#geo/locate.ts'`,
    'app/ui/r.tsx': `import { splitGrid } from '#geo/redrawing/redraw-split.ts'`,
    'app/ui/g.tsx': `import type { GridRow } from '../../db/grids.ts'`,
    'app/ui/h.tsx': `import type { loader } from '~/routes/map.tsx'`,
    'app/server/i.server.ts': `import { overlay } from '#geo/overlay/overlay.ts'`,
    'app/services/j.server.ts': `import { clock } from '~/server/clock.server.ts'`,
    'app/services/k.server.ts': `const x = await import('#seeds/load.ts')`,
    'db/l.ts': `import { dueOn } from '~/domain/deadlines.ts'`,
    'db/m.ts': `import { overlay } from '#geo/overlay/overlay.ts'`,
    'app/domain/n.ts': `import type { GridRow } from '#db/grids.ts'`,
    'geo/o.ts': `import { dueOn } from '../app/domain/deadlines.ts'`,
    'seeds/p.ts': `import { main } from '~/cli/hege.ts'`,
    'app/routes/q.tsx': `import { aDispute } from '../../tests/support/disputes.ts'`,
  },
})

rule('every source file stands in a room', everyFileHasARoom, product, {
  good: {
    'app/root.tsx': '',
    'app/entry.client.tsx': '',
    'geo/locate.ts': '',
    'app/README.md': '',
  },
  bad: { 'app/session.ts': '', 'app/models/grid.ts': '' },
})

rule('domain and geo use no framework, driver or Node module', pureRoomsAreAlone, product, {
  good: {
    'geo/a.ts': `import { polygon } from '@turf/turf'`,
    'app/domain/b.ts': `import { addDays } from 'date-fns'`,
    'db/c.ts': `import { sql } from 'kysely'`,
  },
  bad: {
    'geo/d.ts': `import { readFileSync } from 'node:fs'`,
    'app/domain/e.ts': `import { useState } from 'react'`,
    'app/domain/f.ts': `import type { Kysely } from 'kysely'`,
    'geo/g.ts': `import L from 'leaflet'`,
  },
})

rule('React, Remix and the interface kit stay in app', frameworkStaysInApp, product, {
  good: { 'app/ui/a.tsx': `import { useState } from 'react'` },
  bad: {
    'seeds/b.ts': `import { redirect } from '@remix-run/node'`,
    'db/c.ts': `import { useState } from 'react'`,
  },
})

rule('Leaflet stands in a few client-only components', leafletHasItsDoors, product, {
  good: {
    'app/ui/risk-map.client.tsx': `const L = await import('leaflet')`,
    'app/ui/boundary-map.client.tsx': `import L from 'leaflet'`,
    'app/ui/boundary-look.ts': `import type { PathOptions } from 'leaflet'`,
  },
  bad: {
    'app/ui/risk-map.tsx': `import L from 'leaflet'`,
    'app/ui/other.client.tsx': `import L from 'leaflet'`,
  },
})

rule('domain and geo read no clock, chance or environment', pureRoomsReadNothing, product, {
  good: {
    'geo/a.ts': `const at = new Date(instant); // never Date.now()`,
    'app/domain/b.ts': `const step = { process: 1 }; step.process + Math.max(1, 2)`,
    'db/c.ts': `Math.random()`,
  },
  bad: {
    'geo/d.ts': `const at = Date.now()`,
    'geo/e.ts': `const at = new Date()`,
    'geo/f.ts': `const at = new Date`,
    'geo/g.ts': `const at = Date()`,
    'app/domain/h.ts': `const now = Date.now`,
    'app/domain/i.ts': `Math.random()`,
    'app/domain/j.ts': `if (process.env.STRICT) check()`,
    'app/domain/k.ts': `const id = crypto.randomUUID()`,
    'app/domain/l.ts': `const mode = import.meta.env.MODE`,
    'app/domain/m.ts': `const { env } = process`,
  },
})

rule('only the server has a clock', onlyTheServerHasAClock, product, {
  good: {
    'app/server/clock.server.ts': `export const now = () => new Date()`,
    'app/services/a.server.ts': `const day = new Date(instant)`,
  },
  bad: {
    'app/routes/b.tsx': `const now = new Date()`,
    'seeds/c.ts': `const today = Date.now()`,
  },
})

rule('services and server are marked as server code', serverCodeSaysSo, product, {
  good: {
    'app/services/grids.server.ts': '',
    'app/services/thread.server.mjs': '',
    'db/grids.ts': '',
  },
  bad: { 'app/services/grids.ts': '', 'app/server/desk.ts': '' },
})

rule('file names are kebab-case', namesAreKebabCase, everything, {
  good: {
    'app/routes/disputes.$disputeId.stage.tsx': '',
    'app/routes/api.grids[.]geojson.ts': '',
    'app/routes/_index.tsx': '',
    'app/ui/grid-map.client.tsx': '',
    'db/migrations/0001-foundation.ts': '',
    'db/README.md': '',
  },
  bad: {
    'db/CaseRepository.ts': '',
    'app/ui/caseCard.tsx': '',
    'geo/locate_point.ts': '',
    'app/Routes/map.tsx': '',
    'app/routes/CaseDetail.tsx': '',
  },
})

rule('nothing is a bucket', nothingIsABucket, everything, {
  good: { 'app/domain/report.ts': '', 'db/database-file.ts': '' },
  bad: {
    'app/domain/utils.ts': '',
    'app/ui/case-info-panel.tsx': '',
    'geo/helpers/ring.ts': '',
    'db/grid-manager.ts': '',
  },
})

rule('every folder says what it is for', everyFolderSaysWhatItIsFor, everything, {
  good: { 'app/README.md': '', 'app/ui/README.md': '', 'app/ui/deep/a.tsx': '' },
  bad: { 'app/ui/a.tsx': '', 'db/grids.ts': '' },
})

// This file itself holds examples of what is not allowed.
const others = everything.filter(({ path }) => path !== 'tests/architecture.test.ts')

rule('nothing points outside the repository', nothingPointsOutside, others, {
  good: {
    'db/schema.ts': `import '../app/domain/day.ts'`,
    'app/routes/a.tsx': `const to = '/work-orders/'; import '../../db/grids.ts'`,
  },
  bad: {
    'db/schema.ts': `read('../../elsewhere/file.csv')`,
    'app/domain/b.ts': `read('${['', 'home', 'somebody', 'file.csv'].join('/')}')`,
  },
})
