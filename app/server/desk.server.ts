import type { Database } from '#db/connect.ts'
import type { UnattendedDesk } from '../services/desk.server.ts'
import { type Sealer, sealerOf } from '../services/sealing.server.ts'
import { readClock } from './clock.server.ts'
import { loadSealingKey } from './sealing-key.server.ts'

/** A desk without a worker, for the terminal; the clock is read once, here. */
export const unattendedDesk = (db: Database, databaseUrl: string): UnattendedDesk => ({
  db,
  sealer: sealerFor(databaseUrl),
  worker: null,
  ...readClock(),
})

export const sealerFor = (databaseUrl: string): Sealer => sealerOf(loadSealingKey(databaseUrl))
