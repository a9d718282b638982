import { trimZeros } from '#shared/decimal'
import { OverBudget, TextTooLong } from './errors.ts'
import { elementOf, isList, type Node, type Type } from './node.ts'
import { type Environment, operations, type Value } from './operations/index.ts'
import type { Expression } from './parse.ts'
import { readField } from './read-field.ts'

/** What one run may cost: nodes visited, characters of a text it makes. */
export const budget = { steps: 10_000, characters: 100_000 }

interface Run {
  readonly record: unknown
  readonly environment: Environment
  steps: number
  /** The element that the loop is at. */
  item: Value
}

/**
 * The value of an expression for a record in JSON form, itself in JSON form: numbers as decimal strings without needless
 * zeros, times in ISO 8601. Throws an `AppError` where it would cost too much.
 */
export const evaluate = (
  expression: Pick<Expression, 'root'>,
  record: Readonly<Record<string, unknown>>,
  environment: Environment,
): unknown => {
  const value = run(expression.root, { record, environment, steps: 0, item: null })
  return toJson(value, expression.root.type)
}

const toJson = (value: Value, type: Type): unknown => {
  if (value === null) return null
  if (isList(type)) return (value as readonly Value[]).map((element) => toJson(element, elementOf(type)))
  if (type === 'number') return trimZeros(value as string)
  return type === 'datetime' ? new Date(value as number).toISOString() : value
}

const run = (node: Node, state: Run): Value => {
  if (++state.steps > budget.steps) throw OverBudget({ limit: budget.steps })
  const inner = (child: Node) => run(child, state)
  switch (node.op) {
    case 'constant':
      return node.value
    case 'field':
      return readField(state.record, node.path, node.type)
    case 'item':
      return state.item
    case 'list':
      return node.items.map(inner).filter((value) => value !== null)
    case 'and':
      return node.args.every((arg) => inner(arg) === true)
    case 'or':
      return node.args.some((arg) => inner(arg) === true)
    case 'if': {
      const [condition, yes, no] = node.args
      return inner(inner(condition!) === true ? yes! : no!)
    }
    case 'coalesce':
      for (const arg of node.args) {
        const value = inner(arg)
        if (value !== null) return value
      }
      return null
    case 'loop':
      return loop(node, state)
    case 'call':
      return bounded(operations[node.name](node.args.map(inner), state.environment, node.args[0]?.type ?? 'null'))
  }
}

const bounded = (value: Value): Value => {
  if (typeof value === 'string' && value.length > budget.characters) throw TextTooLong({ limit: budget.characters })
  return value
}

const loop = (node: Node & { op: 'loop' }, state: Run): Value => {
  const items = (run(node.list, state) ?? []) as readonly Value[]
  const body = (item: Value) => run(node.body, Object.assign(state, { item }))
  switch (node.name) {
    case 'exists':
      return items.some((item) => body(item) === true)
    case 'all':
      return items.every((item) => body(item) === true)
    case 'filter':
      return items.filter((item) => body(item) === true)
    case 'map':
      return items.map(body).filter((value) => value !== null)
  }
}
