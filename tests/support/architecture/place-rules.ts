import { isCode, type Rule } from './source-files.ts'

export const serverCodeSaysSo: Rule = (files) =>
  files
    .filter(isCode)
    .map(({ path }) => path)
    .filter((path) => /^app\/(services|server)\//.test(path) && !/\.server\.(tsx?|mjs)$/.test(path))

export const namesAreKebabCase: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter(
      (path) =>
        !path.split('/').every((part, index, parts) => {
          if (index < parts.length - 1) return kebab.test(part)
          return part === 'README.md' || (path.startsWith('app/routes/') ? route : file).test(part)
        }),
    )

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const file = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/
/** Dots part the segments, `$camelCase` is a parameter, `[.]` a real dot, `_` marks layout. */
const route =
  /^_?([a-z0-9]+(-[a-z0-9]+)*|\$[a-zA-Z]*|\[\.\])_?([._]*([a-z0-9]+(-[a-z0-9]+)*|\$[a-zA-Z]*|\[\.\])_?)*$/

export const nothingIsABucket: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter((path) => path.split(/[/.-]/).some((word) => buckets.has(word)))

const buckets = new Set(
  'util utils helper helpers common misc lib data info manager managers stuff'.split(' '),
)

export const everyFolderSaysWhatItIsFor: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path))
  const folders = new Set(
    [...paths]
      .map((path) => /^(app\/[^/]+|[^/]+)\//.exec(path)?.[1])
      .filter((name) => name !== undefined),
  )
  for (const folder of [...folders]) folders.add(folder.replace(/\/.*/, ''))
  return [...folders].filter((folder) => !paths.has(`${folder}/README.md`)).sort()
}

/** A fresh clone is all there is: no absolute path of somebody's machine, no way out of the root. */
export const nothingPointsOutside: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const depth = path.split('/').length
    const outwards = new RegExp(`(\\.\\./){${depth},}\\w`)
    return text
      .split('\n')
      .map((line, index) => ({ line, place: `${path}:${index + 1}` }))
      .filter(({ line }) => somebodysMachine.test(line) || outwards.test(line))
      .map(({ place }) => place)
  })

const somebodysMachine = /(?<![\w.~])\/(home|Users|root|work|mnt)\/\w/
