import type { Layer } from '../app/domain/areas.ts'
import type { Database } from './connect.ts'

/** The site's switches, each with the value it has until the site says otherwise. */
const defaults = {
  /** 1: calendar months; 26: from the 26th of the month before to the 25th. */
  monthStartDay: '1',
  'ruleset.police': 'thresholds',
  'ruleset.governance': 'thresholds',
  /** On a demo database alone: the password its demo accounts share, shown on the sign-in page. */
  demoPassword: '',
  siteName: '和格',
  /** Changes with every write to a layer: what compiled maps are kept under. */
  boundaries: '',
  /** Changes with every write to the counts of days: what copies in memory are kept under. */
  dayCounts: '',
}
export type SettingName = keyof typeof defaults

export async function findSetting(db: Database, name: SettingName): Promise<string> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value ?? defaults[name]
}

export const saveSetting = (db: Database, name: SettingName, value: string) =>
  db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()

/** The first day of the site's statistic month: 1 or 26. */
export const findMonthStartDay = async (db: Database): Promise<number> =>
  Number(await findSetting(db, 'monthStartDay'))

/** The name of the ruleset in force on a layer. */
export const findRulesetName = (db: Database, layer: Layer): Promise<string> =>
  findSetting(db, `ruleset.${layer}`)
