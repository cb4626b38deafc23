import { defaultDatabase } from '../server/env.server.ts'
import type { Command } from './command.ts'
import { backup } from './commands/backup.ts'
import { counts } from './commands/counts.ts'
import { crosswalk } from './commands/crosswalk.ts'
import { grade } from './commands/grade.ts'
import { importAreas } from './commands/import-areas.ts'
import { importGrids } from './commands/import-grids.ts'
import { importIncidents } from './commands/import-incidents.ts'
import { init } from './commands/init.ts'
import { locate } from './commands/locate.ts'
import { report } from './commands/report.ts'
import { restore } from './commands/restore.ts'
import { seed } from './commands/seed.ts'
import { serve } from './commands/serve.ts'
import { userAdd } from './commands/user-add.ts'
import { userDisable } from './commands/user-disable.ts'
import { userReset } from './commands/user-reset.ts'
import { Refusal } from './refusal.ts'
import { openTerminal } from './terminal.ts'

const commands: readonly Command[] = [
  init,
  importAreas,
  importGrids,
  importIncidents,
  locate,
  counts,
  crosswalk,
  grade,
  report,
  seed,
  backup,
  restore,
  serve,
  userAdd,
  userDisable,
  userReset,
]

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the result has read enough (`| head`).
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  try {
    const { databaseUrl, rest } = takeDatabase(args)
    if (['help', '--help', '-h'].includes(rest[0] ?? 'help')) {
      process.stdout.write(help())
      return 0
    }
    const { command, own } = find(rest)
    const terminal = openTerminal(databaseUrl)
    try {
      await command.run(own, terminal)
    } finally {
      await terminal.close()
    }
    return 0
  } catch (error) {
    const text = error instanceof Refusal ? error.message : `程序出错：${(error as Error).stack}`
    process.stderr.write(`${text}\n`)
    return 1
  }
}

/** Takes `--db FILE|URL` out of the line, wherever it stands. */
function takeDatabase(args: readonly string[]): { databaseUrl: string; rest: string[] } {
  const rest = [...args]
  let databaseUrl = process.env.DATABASE_URL || defaultDatabase
  const at = rest.findIndex((arg) => arg === '--db' || arg.startsWith('--db='))
  if (at >= 0) {
    const [stated = '', value] = rest.splice(at, rest[at] === '--db' ? 2 : 1)
    databaseUrl = value ?? stated.slice('--db='.length)
    if (databaseUrl === '') throw new Refusal('--db 后面缺少文件名或地址')
  }
  return { databaseUrl, rest }
}

function find(args: readonly string[]): { command: Command; own: readonly string[] } {
  for (const command of commands) {
    const words = command.words.split(' ')
    if (words.every((word, index) => args[index] === word)) {
      return { command, own: args.slice(words.length) }
    }
  }
  throw new Refusal(`没有 ${args.slice(0, 2).join(' ')} 这个命令：运行 help 看全部命令`)
}

function help(): string {
  return [
    '用法：npm run -s hege -- 命令 [选项] [--db 文件或地址]',
    `数据库取自 --db，其次环境变量 DATABASE_URL，默认 ${defaultDatabase}。`,
    '',
    ...commands.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]),
    '',
  ].join('\n')
}
