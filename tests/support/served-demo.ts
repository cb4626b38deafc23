import { afterAll, beforeAll, inject } from 'vitest'
import { connect, type Database } from '#db/connect.ts'
import { type ServedCopy, serveCopy } from './served-copy.ts'

export interface ServedDemo extends Pick<ServedCopy, 'origin' | 'database'> {
  /** The same database, to look at what a journey left behind. */
  db: Database
}

/** Serves a copy of the demo prefecture to the tests of one file, from the production build. */
export function serveDemo(): () => ServedDemo {
  let demo: ServedDemo | undefined
  let stop = async () => {}
  beforeAll(async () => {
    const { origin, database, stop: stopServer } = await serveCopy(inject('demoSqliteFile'))
    const db = connect(database, { mustExist: true })
    demo = { origin, database, db }
    stop = async () => {
      await db.destroy()
      await stopServer()
    }
  })
  afterAll(() => stop())
  return () => {
    if (!demo) throw new Error('The demo is served inside a test only.')
    return demo
  }
}
