import { defaultDatabase } from '../server/env.server.ts'
import type { Command } from './command.ts'
import { Refusal } from './refusal.ts'
import { openTerminal } from './terminal.ts'

/** In the order of the help; each is read from disk only when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  init: async () => (await import('./commands/init.ts')).init,
  'import areas': async () => (await import('./commands/import-areas.ts')).importAreas,
  'import grids': async () => (await import('./commands/import-grids.ts')).importGrids,
  'import incidents': async () => (await import('./commands/import-incidents.ts')).importIncidents,
  check: async () => (await import('./commands/check.ts')).check,
  publish: async () => (await import('./commands/publish.ts')).publish,
  undo: async () => (await import('./commands/undo.ts')).undo,
  locate: async () => (await import('./commands/locate.ts')).locate,
  counts: async () => (await import('./commands/counts.ts')).counts,
  crosswalk: async () => (await import('./commands/crosswalk.ts')).crosswalk,
  grade: async () => (await import('./commands/grade.ts')).grade,
  report: async () => (await import('./commands/report.ts')).report,
  seed: async () => (await import('./commands/seed.ts')).seed,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  bench: async () => (await import('./commands/bench.ts')).bench,
  serve: async () => (await import('./commands/serve.ts')).serve,
  'user add': async () => (await import('./commands/user-add.ts')).userAdd,
  'user disable': async () => (await import('./commands/user-disable.ts')).userDisable,
  'user reset': async () => (await import('./commands/user-reset.ts')).userReset,
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read the result has read enough (`| head`).
  if (error.code === 'EPIPE') return
  process.stderr.write(`写不出结果：${error.message}\n`)
  process.exit(1)
})
process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  try {
    const { databaseUrl, rest } = takeDatabase(args[0] === '--' ? args.slice(1) : args)
    if (['help', '--help', '-h'].includes(rest[0] ?? 'help')) {
      process.stdout.write(await help())
      return 0
    }
    const { command, own } = await find(rest)
    const terminal = openTerminal(databaseUrl)
    try {
      await command.run(own, terminal)
    } finally {
      await terminal.close()
    }
    return 0
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`)
    return 1
  }
}

/** One line for what the operator can mend; the whole trace for a fault of the program. */
function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const isOfTheSystem =
    error instanceof Error &&
    ('syscall' in error || ('code' in error && String(error.code).startsWith('SQLITE_')))
  return isOfTheSystem ? `做不了：${error.message}` : `程序出错：${(error as Error).stack}`
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
  if (/^(?!postgres(ql)?:|file:|sqlite:)\w+:\/\//.test(databaseUrl)) {
    throw new Refusal(`数据库可以是 SQLite 文件或 postgres:// 地址，不能是 ${databaseUrl}`)
  }
  return { databaseUrl, rest }
}

async function find(
  args: readonly string[],
): Promise<{ command: Command; own: readonly string[] }> {
  for (const [name, load] of Object.entries(commands)) {
    const words = name.split(' ')
    if (words.every((word, index) => args[index] === word)) {
      return { command: await load(), own: args.slice(words.length) }
    }
  }
  throw new Refusal(`没有 ${args.slice(0, 2).join(' ')} 这个命令：运行 help 看全部命令`)
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  return [
    '用法：npm run -s hege -- 命令 [选项] [--db 文件或地址]',
    `数据库取自 --db，其次环境变量 DATABASE_URL，默认 ${defaultDatabase}。`,
    '',
    ...all.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]),
    '',
  ].join('\n')
}
