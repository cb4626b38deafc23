import type { Database } from './connect.ts'
import type { NewRow } from './schema.ts'

/** The record a worker's form made under its key; undefined when it was not sent yet. */
export const findSubmission = (db: Database, workerId: number, key: string) =>
  db
    .selectFrom('submissions')
    .selectAll()
    .where('workerId', '=', workerId)
    .where('key', '=', key)
    .executeTakeFirst()

export const insertSubmission = (db: Database, submission: NewRow<'submissions'>) =>
  db.insertInto('submissions').values(submission).execute()
