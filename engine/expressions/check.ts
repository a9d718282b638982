import type { ASTNode } from '@marcbachmann/cel-js'
import { BadLoop, BadNumber, NotSupported, UnknownName } from './errors.ts'
import { fit, fitList, fitTogether, located } from './fit.ts'
import { call, resolveFunction } from './functions.ts'
import { elementOf, listOf, type LoopName, type Node, type Scalar } from './node.ts'
import { binaryOperators } from './operators.ts'
import { isFieldName, type Scope, typeOfKind } from './scope.ts'

/** What is known while one expression is checked. */
interface Checking {
  readonly scope: Scope
  readonly source: string
  /** The loop around this place, with its variable. */
  readonly loop?: { readonly variable: string; readonly type: Scalar }
}

const loopNames: readonly string[] = ['exists', 'all', 'filter', 'map'] satisfies LoopName[]

const longestNumber = 30

/** Resolves names and types: the parser's tree becomes a checked one. Throws the error of the first thing that is wrong. */
export const check = (ast: ASTNode, checking: Checking): Node => {
  const inner = (node: ASTNode) => check(node, checking)
  const site = { at: ast.start }
  switch (ast.op) {
    case 'value':
      return constant(ast, checking)
    case 'id':
    case '.':
      return field(ast, checking)
    case '&&':
    case '||': {
      const args = ast.args.map((arg) => fit(inner(arg), 'flag'))
      return { op: ast.op === '&&' ? 'and' : 'or', type: 'flag', args, ...site }
    }
    case '!_':
      return call('not', 'flag', [fit(inner(ast.args), 'flag')], site)
    case '-_':
      return call('negate', 'number', [fit(inner(ast.args), 'number')], site)
    case '?:': {
      const condition = fit(inner(ast.args[0]), 'flag')
      const results = fitTogether([inner(ast.args[1]), inner(ast.args[2])])
      const { type } = results[0]!
      // Whatever the condition, it is null.
      return type === 'null' ? results[0]! : { op: 'if', type, args: [condition, ...results], ...site }
    }
    case 'list':
      return list(ast, checking)
    case 'call':
      return resolveFunction(ast.args[0], () => ast.args[1].map(inner), site)
    case 'rcall': {
      const [name, receiver, args] = ast.args
      if (loopNames.includes(name)) return loop(ast, name as LoopName, receiver, args, checking)
      return resolveFunction(name, () => [receiver, ...args].map(inner), site)
    }
    case 'map':
    case '[]':
    case '.?':
    case '[?]':
      throw unsupported(ast, checking)
    default:
      return binaryOperators[ast.op](inner(ast.args[0]), inner(ast.args[1]), site)
  }
}

const unsupported = (ast: ASTNode, { source }: Checking) => {
  const position = ast.start + 1
  return located(NotSupported({ position, near: source.slice(ast.start, ast.start + 20) }), position)
}

const constant = (ast: ASTNode, checking: Checking): Node => {
  const { args: value, start: at } = ast
  if (value === null) return { op: 'constant', type: 'null', value, at }
  if (typeof value === 'boolean') return { op: 'constant', type: 'flag', value, at }
  if (typeof value === 'string') {
    // PostgreSQL cannot hold NUL, and stored text is in normal form C.
    if (value.includes('\0') || !value.isWellFormed()) throw unsupported(ast, checking)
    return { op: 'constant', type: 'text', value: value.normalize('NFC'), at }
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') throw unsupported(ast, checking)
  // The parser's own value is a float; the digits as they were written are exact.
  const digits = checking.source.slice(at, ast.end)
  if (!/^\d+(\.\d+)?$/.test(digits) || digits.length > longestNumber) {
    throw located(BadNumber({ position: at + 1, digits: longestNumber }), at + 1)
  }
  return { op: 'constant', type: 'number', value: digits, at }
}

const field = (ast: ASTNode, checking: Checking): Node => {
  const path = pathOf(ast)
  if (!path) throw unsupported(ast, checking)
  const at = ast.start
  const { loop: around } = checking
  if (around && path.length === 1 && path[0] === around.variable) return { op: 'item', type: around.type, at }
  const kind = path.every(isFieldName) ? checking.scope.fieldKind(path) : undefined
  if (kind === undefined) throw located(UnknownName({ position: at + 1, name: path.join('.') }), at + 1)
  return { op: 'field', type: typeOfKind(kind), path, at }
}

const pathOf = (ast: ASTNode): readonly string[] | undefined => {
  if (ast.op === 'id') return [ast.args]
  if (ast.op !== '.') return undefined
  const start = pathOf(ast.args[0])
  return start && [...start, ast.args[1]]
}

const list = (ast: ASTNode & { op: 'list' }, checking: Checking): Node => {
  const items = fitTogether(ast.args.map((item) => check(item, checking)))
  const element = scalarOf(items[0])
  if (!element) throw unsupported(ast, checking)
  return { op: 'list', type: listOf(element), items, at: ast.start }
}

const scalarOf = (node: Node | undefined): Scalar | undefined => {
  const scalars: readonly string[] = ['number', 'text', 'flag', 'date', 'datetime'] satisfies Scalar[]
  return node && scalars.includes(node.type) ? (node.type as Scalar) : undefined
}

const loop = (
  ast: ASTNode,
  name: LoopName,
  receiver: ASTNode,
  [variable, body, ...more]: readonly ASTNode[],
  checking: Checking,
): Node => {
  const wrong = () => located(BadLoop({ position: ast.start + 1, name }), ast.start + 1)
  if (checking.loop || more.length > 0 || !body || variable?.op !== 'id') throw wrong()
  const items = fitList(check(receiver, checking))
  const element = elementOf(items.type as `list<${Scalar}>`)
  const checked = check(body, { ...checking, loop: { variable: variable.args, type: element } })
  const at = ast.start
  if (name === 'map') {
    const result = scalarOf(checked)
    if (!result) throw wrong()
    return { op: 'loop', name, type: listOf(result), list: items, body: checked, at }
  }
  const type = name === 'filter' ? items.type : 'flag'
  return { op: 'loop', name, type, list: items, body: fit(checked, 'flag'), at }
}
