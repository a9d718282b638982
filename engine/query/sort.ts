import { defineError } from '../errors.ts'
import type { Field } from '../fields/field.ts'
import { kindOf } from '../fields/kinds.ts'
import { type Access, canSearch } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { pinyinOrder } from '../schema/tables.ts'
import { and, or, type Sql, sql, value } from '../sql.ts'
import { fieldSql, sqlType } from './field-sql.ts'
import type { Joins } from './joins.ts'
import { limited, limits, TooCostly } from './limits.ts'
import { resolvePath } from './path.ts'

export const NotSortable = defineError('request.notSortable', 422, '不能按“{field}”排序', 'Cannot sort by “{field}”')

/** May lists be sorted by it: by a formula too, whose value is worked out as the list is read. */
export const isSortable = (field: Field): boolean => field.kind === 'formula' || kindOf(field).sortable

/** One key of an order. */
export interface SortKey {
  readonly path: string
  readonly descending: boolean
}

const newestFirst: readonly SortKey[] = [{ path: 'createdAt', descending: true }]

/** Ids grow with time, so they stand in for a time of creation that the caller may not see. */
const usual = (access: Access, object: ObjectModel) =>
  canSearch(access, object, object.fields.get('createdAt')!) ? newestFirst : [{ path: 'id', descending: true }]

/** Reads `-createdAt,name`. The id comes last, so that the order is total and pages neither repeat nor skip. */
export const readSort = (access: Access, object: ObjectModel, input: string | undefined): readonly SortKey[] => {
  const keys = input
    ? input.split(',').map((part) => ({ path: part.replace(/^-/, ''), descending: part.startsWith('-') }))
    : usual(access, object)
  if (keys.length > limits.sortKeys) throw TooCostly({ what: limited.sortKeys, limit: limits.sortKeys })
  for (const key of keys) {
    const { field } = resolvePath(access, object, key.path, 'search')
    if (!isSortable(field.field)) throw NotSortable({ field: field.label }).at(key.path)
  }
  const id = keys.findIndex((k) => k.path === 'id')
  // Behind the id nothing is left to order.
  return id >= 0 ? keys.slice(0, id + 1) : [...keys, { path: 'id', descending: keys.at(-1)!.descending }]
}

/** Is this the order every object has an index for. */
export const isNewestFirst = (keys: readonly SortKey[]): boolean =>
  keys.length === 2 && keys[0]!.path === 'createdAt' && keys[0]!.descending && keys[1]!.descending

interface Key {
  readonly sql: Sql
  readonly type: string
  readonly descending: boolean
  readonly nullable: boolean
}

const keysOf = (access: Access, object: ObjectModel, keys: readonly SortKey[], joins: Joins): Key[] =>
  keys.map(({ path, descending }) => {
    const { hops, object: owner, field } = resolvePath(access, object, path, 'search')
    const plain = fieldSql(access.model, owner, field, joins.alias(hops))
    return {
      sql: field.kind.collated ? sql`${plain} collate ${sql.raw(pinyinOrder)}` : plain,
      type: sqlType(field),
      descending,
      nullable: hops.length > 0 || !(field.system && field.name !== 'deletedAt'),
    }
  })

/** What stands behind `order by`. */
export const orderSql = (access: Access, object: ObjectModel, keys: readonly SortKey[], joins: Joins): Sql =>
  sql.join(
    keysOf(access, object, keys, joins).map(
      (k) => sql`${k.sql}${k.descending ? sql` desc` : sql``}${k.nullable && k.descending ? sql` nulls last` : sql``}`,
    ),
  )

/** The sort keys as text, to go into the next page's cursor. */
export const keyTexts = (access: Access, object: ObjectModel, keys: readonly SortKey[], joins: Joins): readonly Sql[] =>
  keysOf(access, object, keys, joins).map((k) => sql`(${k.sql})::text`)

/**
 * The condition "after the cursor". `empty` says which of the cursor's values are null, `first` is the number of its
 * first value. Empty values sort last in both directions.
 */
export const afterSql = (
  access: Access,
  object: ObjectModel,
  keys: readonly SortKey[],
  joins: Joins,
  empty: readonly boolean[],
  first: number,
): Sql => {
  const all = keysOf(access, object, keys, joins)
  const oneWay = all.every((k) => !k.nullable && k.descending === all[0]!.descending)
  const test = (i: number) => value(first + i, all[i]!.type)
  if (oneWay) {
    const [left, right] = [sql.join(all.map((k) => k.sql)), sql.join(all.map((_, i) => test(i)))]
    return all[0]!.descending ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`
  }
  return or(
    all.map((key, i) =>
      and([
        ...all.slice(0, i).map((k, j) => (empty[j] ? sql`${k.sql} is null` : sql`${k.sql} = ${test(j)}`)),
        empty[i]
          ? sql`false`
          : key.nullable
            ? sql`(${key.sql} ${key.descending ? sql`<` : sql`>`} ${test(i)} or ${key.sql} is null)`
            : sql`${key.sql} ${key.descending ? sql`<` : sql`>`} ${test(i)}`,
      ]),
    ),
  )
}
