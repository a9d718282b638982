import { type ExpressionTree, fieldOf, type ObjectMeta } from '../../api/metadata.ts'
import type { Condition } from '../../list/filter/conditions.ts'
import { askable } from './askable.ts'

type Call = Extract<ExpressionTree, { op: 'call' }>

const comparisons: Readonly<Record<string, string>> = {
  equal: 'eq',
  notEqual: 'ne',
  less: 'lt',
  lessOrEqual: 'lte',
  greater: 'gt',
  greaterOrEqual: 'gte',
}

/** The conditions that a checked expression consists of; null where it says more than chips can show. */
export const readConditions = (object: ObjectMeta, root: ExpressionTree): readonly Condition[] | null => {
  if (root.op === 'and') {
    const parts = root.args.map((arg) => readConditions(object, arg))
    return parts.every((part) => part !== null) ? parts.flat() : null
  }
  const read = readOne(root)
  const field = read && fieldOf(askable(object, false), read.field)
  if (!read || !field) return null
  const condition = field.filter.includes('in') ? amongSeveral(read) : read
  return field.filter.includes(condition.operator) ? [condition] : null
}

/** Of a choice or a person any number may be asked for: one is a list of one. */
const amongSeveral = (condition: Condition): Condition => {
  const { operator, value } = condition
  if (operator !== 'eq' && operator !== 'ne') return condition
  return { ...condition, operator: operator === 'eq' ? 'in' : 'notIn', value: [value] }
}

const readOne = (node: ExpressionTree): Condition | null => {
  if (node.op === 'loop') return readLoop(node)
  if (node.op !== 'call') return null
  const [first, second] = node.args
  if (node.name === 'not') return first ? readOpposite(first) : null
  const operator = comparisons[node.name]
  if (operator) return made(fieldIn(first), operator, constantIn(second))
  switch (node.name) {
    case 'isNull':
    case 'isEmptyText':
    case 'isEmptyList':
      return made(fieldIn(first), 'empty', true)
    case 'in':
      return made(fieldIn(first), 'in', listIn(second))
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return readPart(node, node.name)
    default:
      return null
  }
}

const readOpposite = (node: ExpressionTree): Condition | null => {
  const read = readOne(node)
  if (read?.operator === 'empty') return { ...read, value: false }
  const opposite = { in: 'notIn', hasAny: 'hasNone' }[read?.operator ?? '']
  return read && opposite ? { ...read, operator: opposite } : null
}

const readLoop = (node: Extract<ExpressionTree, { op: 'loop' }>): Condition | null => {
  const { name, list, body } = node
  if (body.op !== 'call' || body.name !== 'in' || body.args[0]?.op !== 'item') return null
  if (name === 'exists') return made(fieldIn(list), 'hasAny', listIn(body.args[1]))
  return name === 'all' ? made(fieldIn(body.args[1]), 'hasAll', listIn(list)) : null
}

/** Part of a text, in whatever case; or where an address lies. */
const readPart = (node: Call, operator: string): Condition | null => {
  const [subject, text] = [node.args[0], constantIn(node.args[1])]
  if (subject?.op === 'field' && subject.path.length === 2)
    return operator === 'startsWith' && subject.path[1] === 'region' && /^\d{2}(\d{2}){0,2}$/.test(String(text))
      ? made(subject.path[0], 'within', String(text).padEnd(6, '0'))
      : null
  const folded = subject?.op === 'call' && subject.name === 'lower'
  // With its case it is a question that a filter does not put.
  if ((folded ? /[A-Z]/ : /[A-Za-z]/).test(String(text))) return null
  return made(fieldIn(folded ? subject.args[0] : subject), operator, text)
}

const made = (field: string | undefined, operator: string, value: unknown): Condition | null =>
  field === undefined || value === undefined ? null : { field, operator, value }

const fieldIn = (node: ExpressionTree | undefined): string | undefined => {
  if (node?.op === 'call' && node.name === 'dateOfTime') return fieldIn(node.args[0])
  return node?.op === 'field' && node.path.length === 1 ? node.path[0] : undefined
}

const constantIn = (node: ExpressionTree | undefined): string | boolean | undefined => {
  if (node?.op === 'call' && node.name === 'negate') {
    const value = constantIn(node.args[0])
    return typeof value === 'string' ? `-${value}` : undefined
  }
  return node?.op === 'constant' && node.value !== null ? node.value : undefined
}

const listIn = (node: ExpressionTree | undefined): readonly unknown[] | undefined => {
  if (node?.op !== 'list') return undefined
  const items = node.items.map(constantIn)
  return items.every((item) => item !== undefined) ? items : undefined
}
