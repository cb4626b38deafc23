import ts from 'typescript'
import { isCode, isPure, nodesOf, parse, type Rule, type SourceFile } from './source-files.ts'

/** Domain and geo compute the same from the same arguments, always. */
export const pureRoomsReadNothing: Rule = (files) =>
  eachNode(files, ({ path }) => isPure(path), readsTheWorld)

/** Everyone else is told the time by app/server; ids may be random, measuring time is free. */
export const onlyTheServerHasAClock: Rule = (files) =>
  eachNode(files, ({ path }) => !path.startsWith('app/server/'), readsTheClock)

function eachNode(
  files: readonly SourceFile[],
  concerns: (file: SourceFile) => boolean,
  isForbidden: (node: ts.Node) => boolean,
): string[] {
  return files
    .filter(isCode)
    .filter(concerns)
    .flatMap((file) => {
      const source = parse(file)
      return [...nodesOf(source)].filter(isForbidden).map((node) => {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        return `${file.path}:${line + 1} ${node.getText()}`
      })
    })
}

const readsTheWorld = (node: ts.Node) =>
  readsTheClock(node) ||
  (ts.isIdentifier(node) && isGlobal(node) && worldly.has(node.text)) ||
  (ts.isPropertyAccessExpression(node) && /^(Math\.random|import\.meta\.env)$/.test(node.getText()))

const worldly = new Set(['process', 'performance', 'crypto', 'globalThis', 'window', 'document'])

/** Used as a name of its own: not a property, not the key of an object. */
const isGlobal = (name: ts.Identifier) =>
  !(ts.isPropertyAccessExpression(name.parent) && name.parent.name === name) &&
  !ts.isPropertyAssignment(name.parent) &&
  !ts.isTypeElement(name.parent) &&
  !ts.isBindingElement(name.parent) &&
  !ts.isParameter(name.parent)

const readsTheClock = (node: ts.Node) =>
  (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') ||
  (ts.isNewExpression(node) && isDate(node) && (node.arguments ?? []).length === 0) ||
  (ts.isCallExpression(node) && isDate(node))

const isDate = ({ expression }: ts.NewExpression | ts.CallExpression) =>
  ts.isIdentifier(expression) && expression.text === 'Date'
