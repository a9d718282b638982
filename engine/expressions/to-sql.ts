import { type Sql, sql } from '../sql.ts'
import { elementOf, isList, type Node, type Type } from './node.ts'
import type { Expression } from './parse.ts'
import { isPredicate, isTest, operationsSql } from './sql/index.ts'

/** Where the values of an SQL expression come from. */
interface Place {
  readonly columnOf: (path: readonly string[]) => Sql
  readonly zone: Sql
}

/**
 * The expression in SQL, with the meaning of `evaluate`. `columnOf` gives the column of a field (its own PostgreSQL type;
 * lists as arrays), `zone` is the workspace's, e.g. Asia/Shanghai. Numbers are `numeric`, with zeros after the point as
 * arithmetic leaves them.
 */
export const toSql = (expression: Expression, columnOf: (path: readonly string[]) => Sql, zone: string): Sql =>
  value(expression.root, { columnOf, zone: sql`${zone}::text` })

/**
 * The expression as the condition of a `where`, where null does as well as false: plain comparisons that can use an index.
 * It must yield a flag.
 */
export const toCondition = (expression: Expression, columnOf: (path: readonly string[]) => Sql, zone: string): Sql =>
  condition(expression.root, { columnOf, zone: sql`${zone}::text` }, true)

const sqlTypes: Readonly<Record<string, string>> = {
  number: 'numeric',
  text: 'text',
  flag: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
}

/** Bound values and columns with their type, since PostgreSQL would guess. */
const cast = (piece: Sql, type: Type): Sql => {
  if (isList(type)) return sql`(${piece})::${sql.raw(`${sqlTypes[elementOf(type)]}[]`)}`
  const name = sqlTypes[type]
  return name === undefined ? piece : sql`(${piece})::${sql.raw(name)}`
}

const item = sql.id('_item', 'value')

const value = (node: Node, place: Place): Sql => {
  const inner = (child: Node) => value(child, place)
  switch (node.op) {
    case 'constant':
      return node.value === null ? cast(sql`null`, node.type) : cast(sql`${node.value}`, node.type)
    case 'field':
      return cast(place.columnOf(node.path), node.type)
    case 'item':
      return item as Sql
    case 'list':
      return sql`array_remove(${cast(sql`array[${sql.join(node.items.map(inner))}]`, node.type)}, null)`
    case 'if': {
      const [test, yes, no] = node.args
      return sql`case when ${condition(test!, place, true)} then ${inner(yes!)} else ${inner(no!)} end`
    }
    case 'coalesce':
      return sql`coalesce(${sql.join(node.args.map(inner))})`
    case 'loop':
      return loop(node, place)
    case 'and':
    case 'or':
      return condition(node, place, false)
    case 'call':
      if (isPredicate(node.name) || isTest(node.name)) return condition(node, place, false)
      return operationsSql[node.name](node.args.map(inner), place.zone)
  }
}

/**
 * A node that yields a flag, as true or false; never null, unless `loose`: null is as good as false under `where`, `and`,
 * `or` and `case when`, but not under `not` or as a value.
 */
const condition = (node: Node, place: Place, loose: boolean): Sql => {
  if (node.op === 'and' || node.op === 'or') {
    const parts = node.args.map((arg) => condition(arg, place, loose))
    return sql`(${sql.join(parts, node.op === 'and' ? sql` and ` : sql` or `)})`
  }
  if (node.op === 'loop') return loop(node, place)
  if (node.op !== 'call') return orFalse(value(node, place), loose)
  if (node.name === 'not') return sql`(not ${condition(node.args[0]!, place, false)})`

  const args = node.args.map((arg) => value(arg, place))
  if (node.name === 'equal' && node.args.some(isPresent)) return orFalse(sql`(${args[0]} = ${args[1]})`, loose)
  const piece = sql`(${operationsSql[node.name](args, place.zone)})`
  return isPredicate(node.name) ? orFalse(piece, loose) : piece
}

/** `is not distinct from` cannot use an index; with a constant at hand, `=` can. */
const isPresent = (node: Node): boolean => node.op === 'constant' && node.value !== null

const orFalse = (piece: Sql, loose: boolean): Sql => (loose ? piece : sql`coalesce(${piece}, false)`)

const loop = (node: Node & { op: 'loop' }, place: Place): Sql => {
  const items = sql`unnest(${value(node.list, place)}) with ordinality as "_item"(value, position)`
  const holds = (strict: boolean) => condition(node.body, place, !strict)
  switch (node.name) {
    case 'exists':
      return sql`exists (select 1 from ${items} where ${holds(false)})`
    case 'all':
      return sql`(not exists (select 1 from ${items} where not ${holds(true)}))`
    case 'filter':
      return sql`array(select ${item} from ${items} where ${holds(false)} order by position)`
    case 'map':
      return sql`array_remove(array(select ${value(node.body, place)} from ${items} order by position), null)`
  }
}
