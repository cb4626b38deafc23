import { Refusal } from './refusal.ts'
import type { Terminal } from './terminal.ts'

type OptionKind = 'required' | 'optional' | 'flag'

type ValueOf<Kind extends OptionKind> = Kind extends 'required'
  ? string
  : Kind extends 'optional'
    ? string | undefined
    : boolean

export interface Line<Options extends Record<string, OptionKind>> {
  operands: string[]
  options: { [Name in keyof Options]: ValueOf<Options[Name]> }
}

interface Definition<Options extends Record<string, OptionKind>> {
  /** The words that call it: `import grids`. */
  words: string
  /** What it does, for the list of commands. */
  summary: string
  /** Names of what stands without `--`: `['FILE.csv']`; in brackets, last, what may be missing. */
  operands: readonly string[]
  /** How each option shows in the list of commands: `F`, `DAY`; empty for a flag. */
  placeholders: Partial<Record<keyof Options, string>>
  options: Options
  run(line: Line<Options>, terminal: Terminal): Promise<void>
}

export interface Command {
  words: string
  usage: string
  summary: string
  run(args: readonly string[], terminal: Terminal): Promise<void>
}

/** Makes a command whose options are read strictly: unknown, repeated or missing ones are refused. */
export function command<const Options extends Record<string, OptionKind>>(
  definition: Definition<Options>,
): Command {
  const { words, summary } = definition
  return {
    words,
    summary,
    usage: usageOf(definition),
    run: (args, terminal) => definition.run(readLine(definition, args), terminal),
  }
}

function readLine<Options extends Record<string, OptionKind>>(
  definition: Definition<Options>,
  args: readonly string[],
): Line<Options> {
  const { given, operands } = splitArguments(definition.options, args)
  const needed = definition.operands.filter((name) => !name.startsWith('[')).length
  if (operands.length < needed || operands.length > definition.operands.length) {
    throw new Refusal(`参数不对，用法：${usageOf(definition)}`)
  }
  for (const [name, kind] of Object.entries(definition.options)) {
    if (kind === 'required' && !given.has(name)) {
      throw new Refusal(`缺少 --${name}，用法：${usageOf(definition)}`)
    }
  }
  const values = Object.entries(definition.options).map(([name, kind]) => [
    name,
    kind === 'flag' ? given.has(name) : given.get(name),
  ])
  return { operands, options: Object.fromEntries(values) as Line<Options>['options'] }
}

/** `--name value`, `--name=value`, `--flag`; a value may start with a minus sign. */
function splitArguments(options: Record<string, OptionKind>, args: readonly string[]) {
  const given = new Map<string, string>()
  const operands: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const [, name, stated] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? []
    if (name === undefined) {
      operands.push(arg)
      continue
    }
    const kind = Object.hasOwn(options, name) ? options[name] : undefined
    if (kind === undefined) throw new Refusal(`没有 --${name} 这个选项`)
    if (given.has(name)) throw new Refusal(`--${name} 写了两次`)
    if (kind === 'flag' && stated !== undefined) throw new Refusal(`--${name} 不带值`)
    const value = kind === 'flag' ? '' : (stated ?? args[++i])
    if (value === undefined || (kind !== 'flag' && value === '')) {
      throw new Refusal(`--${name} 后面缺少值`)
    }
    given.set(name, value)
  }
  return { given, operands }
}

function usageOf<Options extends Record<string, OptionKind>>(definition: Definition<Options>) {
  const options = Object.entries(definition.options).map(([name, kind]) => {
    const text = [`--${name}`, definition.placeholders[name] ?? ''].join(' ').trim()
    return kind === 'required' ? text : `[${text}]`
  })
  return [definition.words, ...definition.operands, ...options].join(' ')
}
