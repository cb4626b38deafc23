import {
  type Import,
  importsOf,
  isCode,
  isPure,
  type Rule,
  type SourceFile,
} from './source-files.ts'

type Room =
  | 'shell'
  | 'routes'
  | 'domain'
  | 'services'
  | 'ui'
  | 'server'
  | 'cli'
  | 'styles'
  | 'db'
  | 'geo'
  | 'seeds'

/** Who may import from whom; a room may always import from itself. */
const arrows: Record<Room, readonly Room[]> = {
  shell: ['ui', 'domain', 'server', 'styles'],
  routes: ['ui', 'domain', 'services', 'server', 'db', 'styles'],
  ui: ['domain', 'geo', 'styles'],
  server: ['services', 'domain', 'db'],
  services: ['domain', 'geo', 'db'],
  // The terminal has a command that loads the demo prefecture; nothing else reaches the seeds.
  // It also prints the report, which is the very one on the screen.
  cli: ['seeds', 'ui', 'server', 'services', 'domain', 'geo', 'db'],
  seeds: ['server', 'services', 'domain', 'geo', 'db'],
  db: ['domain'],
  domain: [],
  geo: [],
  styles: [],
}

/** What an arrow carries, where it does not carry everything. */
const narrowArrows: Partial<Record<`${Room} ${Room}`, (taken: Import) => boolean>> = {
  'routes db': ({ names }) => names.every((name) => /^(find|list|count)[A-Z]/.test(name)),
  'ui geo': ({ target }) =>
    /^geo\/(display\/decode-[a-z-]+|redrawing\/redraw)\.ts$/.test(target ?? ''),
  'db domain': ({ typesOnly }) => typesOnly,
}

export const importsFollowTheArrows: Rule = (files) =>
  eachImport(files, ({ path }, taken) => {
    const from = roomOf(path)
    const to = taken.target === undefined ? undefined : roomOf(taken.target)
    if (from === undefined || taken.target === undefined) return undefined
    if (to === undefined) return 'stands in no room'
    if (from === to) return undefined
    if (!arrows[from].includes(to)) return `${from} may not import ${to}`
    const narrow = narrowArrows[`${from} ${to}`]
    return narrow && !narrow(taken) ? `${from} may import ${to} only in part` : undefined
  })

export const everyFileHasARoom: Rule = (files) =>
  files
    .filter(isCode)
    .map(({ path }) => path)
    .filter((path) => roomOf(path) === undefined)

export const pureRoomsAreAlone: Rule = (files) =>
  eachImport(files, ({ path }, { specifier }) =>
    isPure(path) && notForPureRooms.test(specifier) ? 'is not for pure code' : undefined,
  )

const notForPureRooms =
  /^(node:|react\b|@remix-run\/|@mantine\/|express\b|kysely\b|pg\b|better-sqlite3\b|leaflet\b)/

export const frameworkStaysInApp: Rule = (files) =>
  eachImport(files, ({ path }, { specifier }) =>
    !path.startsWith('app/') && /^(react(-dom)?(\/|$)|@remix-run\/|@mantine\/)/.test(specifier)
      ? 'belongs to app'
      : undefined,
  )

/** Each a component of the browser's own, loaded by the one page that shows it. */
const leafletDoors = [
  'app/ui/boundary-map.client.tsx',
  'app/ui/defect-map.client.tsx',
  'app/ui/risk-map.client.tsx',
]

export const leafletHasItsDoors: Rule = (files) =>
  files
    .filter(isCode)
    .filter((file) =>
      importsOf(file).some(({ specifier, typesOnly }) => specifier === 'leaflet' && !typesOnly),
    )
    .map(({ path }) => path)
    .filter((path) => !leafletDoors.includes(path))

/** The root of the pages is a route like the others: it has a loader. */
function roomOf(path: string): Room | undefined {
  const [, inApp, top] = /^(?:app\/([^/]+)|(db|geo|seeds)\/)/.exec(path) ?? []
  const name = inApp ?? top ?? ''
  if (/^(entry\.\w+|routes)\.tsx?$/.test(name)) return 'shell'
  if (name === 'root.tsx') return 'routes'
  return name !== 'shell' && isRoom(name) ? name : undefined
}

const isRoom = (name: string): name is Room => Object.hasOwn(arrows, name)

function eachImport(
  files: readonly SourceFile[],
  judge: (file: SourceFile, taken: Import) => string | undefined,
): string[] {
  return files.filter(isCode).flatMap((file) =>
    importsOf(file).flatMap((taken) => {
      const complaint = judge(file, taken)
      return complaint ? [`${file.path} → ${taken.specifier}: ${complaint}`] : []
    }),
  )
}
