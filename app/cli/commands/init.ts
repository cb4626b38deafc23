import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { isPostgresUrl, sqliteFile } from '#db/connect.ts'
import { hasForeignTables, migrateToLatest } from '#db/migrate.ts'
import { reference } from '#seeds/reference.ts'
import { unattendedDesk } from '../../server/desk.server.ts'
import { snapshotBeforeMigration } from '../../services/backup.server.ts'
import { loadReference } from '../../services/reference.server.ts'
import { backupRefusalText } from '../backup-refusals.ts'
import { command } from '../command.ts'
import { Refusal } from '../refusal.ts'
import { openDatabase, withoutPassword } from '../terminal.ts'

export const init = command({
  words: 'init',
  summary: '建立或升级数据库，装入代码表、规则和日历；可以反复运行，升级前自动留快照',
  operands: [],
  options: {},
  placeholders: {},
  async run(_line, terminal) {
    const url = terminal.databaseUrl
    if (!isPostgresUrl(url)) makeFolder(dirname(sqliteFile(url)))
    const isNew = !isPostgresUrl(url) && !existsSync(sqliteFile(url))
    const { db, state } = await openDatabase(url)
    try {
      const desk = unattendedDesk(db, url)
      if (state === 'empty' && (await hasForeignTables(db))) {
        throw new Refusal(`${withoutPassword(url)} 里已有别的数据，请另选文件或数据库`)
      }
      if (state !== 'current') {
        const snapshot = isNew ? null : await snapshotBeforeMigration(db, url, desk.now)
        if (snapshot && !snapshot.ok) throw new Refusal(backupRefusalText(snapshot))
        if (snapshot?.file) terminal.say(`升级前的快照：${snapshot.file}`)
        for (const name of await migrateToLatest(db)) terminal.say(`已执行 ${name}`)
      }
      const loaded = Object.values(await loadReference(desk, reference))
      const rows = loaded.reduce((sum, count) => sum + count, 0)
      const name = withoutPassword(url)
      terminal.say(
        state === 'current' && rows === 0 ? `${name} 已是最新，没有改动` : `${name} 已就绪`,
      )
    } finally {
      await db.destroy()
    }
  },
})

/** The one folder that is missing; a whole path that is missing is more likely a slip. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  try {
    mkdirSync(folder)
  } catch (error) {
    throw new Refusal(`建不了文件夹 ${folder}：${(error as Error).message}`)
  }
}
