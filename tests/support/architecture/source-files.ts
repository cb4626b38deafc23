import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export interface SourceFile {
  /** Relative to the root of the repository, with forward slashes. */
  path: string
  text: string
}

/** A rule reads the files and answers one line for each place that breaks it. */
export type Rule = (files: readonly SourceFile[]) => string[]

export interface Import {
  /** As written. */
  specifier: string
  /** The file of ours it means, relative to the root; undefined for a package. */
  target: string | undefined
  typesOnly: boolean
  /** What is taken from it besides types; `*` for the whole module. */
  names: string[]
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Every file below the folders, sorted by path. */
export const readFiles = (folders: readonly string[]): SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({
        path: file.slice(root.length).replaceAll('\\', '/'),
        text: readFileSync(file, 'utf8'),
      })),
  )

export const isCode = ({ path }: SourceFile) => /\.(ts|tsx|js|mjs)$/.test(path)

/** Domain and geo: the same from the same arguments, always. */
export const isPure = (path: string) => /^(app\/domain|geo)\//.test(path)

export const parse = ({ path, text }: SourceFile): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

/** Every node of the file, depth first. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (each: ts.Node) => {
    nodes.push(each)
    ts.forEachChild(each, visit)
  }
  visit(node)
  return nodes
}

/** Static and dynamic imports, re-exports and `import('…')` types of a file; parsed once. */
export function importsOf(file: SourceFile): Import[] {
  const known = parsed.get(file)
  if (known) return known
  const imports: Import[] = []
  for (const node of nodesOf(parse(file))) {
    const found = asImport(node)
    if (found) imports.push({ ...found, target: targetOf(file.path, found.specifier) })
  }
  parsed.set(file, imports)
  return imports
}

const parsed = new WeakMap<SourceFile, Import[]>()

function asImport(node: ts.Node): Omit<Import, 'target'> | undefined {
  if (ts.isImportDeclaration(node)) return asDeclaration(node.moduleSpecifier, node.importClause)
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return asReExport(node)
  if (ts.isImportTypeNode(node)) {
    return { specifier: unquoted(node.argument), typesOnly: true, names: [] }
  }
  const [argument] =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
      ? node.arguments
      : []
  return argument && { specifier: unquoted(argument), typesOnly: false, names: ['*'] }
}

function asDeclaration(specifier: ts.Expression, clause: ts.ImportClause | undefined) {
  const names: string[] = []
  if (clause?.name) names.push('default')
  if (clause?.namedBindings && ts.isNamespaceImport(clause.namedBindings)) names.push('*')
  if (clause?.namedBindings && ts.isNamedImports(clause.namedBindings)) {
    names.push(...valueNames(clause.namedBindings.elements))
  }
  const typesOnly = clause?.isTypeOnly || (clause !== undefined && names.length === 0)
  return { specifier: unquoted(specifier), typesOnly, names: typesOnly ? [] : names }
}

function asReExport({ moduleSpecifier, exportClause, isTypeOnly }: ts.ExportDeclaration) {
  const names =
    exportClause && ts.isNamedExports(exportClause) ? valueNames(exportClause.elements) : ['*']
  const typesOnly = isTypeOnly || names.length === 0
  return {
    specifier: moduleSpecifier ? unquoted(moduleSpecifier) : '',
    typesOnly,
    names: typesOnly ? [] : names,
  }
}

const valueNames = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]) =>
  elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => (element.propertyName ?? element.name).text)

const unquoted = (node: ts.Node) => node.getText().replace(/^['"`]|['"`]$/g, '')

function targetOf(path: string, specifier: string): string | undefined {
  const file = specifier.replace(/\?.*$/, '')
  if (file.startsWith('.')) return posix.join(dirname(path), file)
  if (file.startsWith('~/')) return file.replace('~/', 'app/')
  return /^#(db|geo|seeds)\//.test(file) ? file.slice(1) : undefined
}
