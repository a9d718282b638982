import { column, nameLiteral, type Sql, sql } from '../sql.ts'
import { type Access, canRead, canSearch } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'
import { jsonSql } from './field-sql.ts'
import type { Joins } from './joins.ts'
import { limited, limits, TooCostly } from './limits.ts'
import { MaskedField, readable, UnknownField } from './path.ts'

/** Asked for beside the fields: what the caller may do with each record, as `{"update": true, "delete": false}`. */
export const rights = 'rights'

/** The fields asked for, as a tree: `owner.name` is {owner: {name: {}}}. */
export interface Selection {
  readonly [field: string]: Selection
}

/** Reads `['name', 'owner.name']`; nothing asked means every field the caller may read. */
export const parseSelection = (
  access: Access,
  object: ObjectModel,
  fields: readonly string[] | undefined,
): Selection => {
  if (!fields) return defaultSelection(access, object)
  if (fields.length > limits.fields) throw TooCostly({ what: limited.fields, limit: limits.fields })
  const tree: { [field: string]: any } = Object.create(null)
  for (const path of fields) {
    if (path === rights) {
      tree[rights] = {}
      continue
    }
    let node = tree
    let at: ObjectModel | undefined = object
    const names = path.split('.')
    if (names.length > limits.hops + 1) throw TooCostly({ what: limited.hops, limit: limits.hops })
    for (const [i, name] of names.entries()) {
      if (!at) throw UnknownField({ object: object.label, field: path }).at(path)
      const last = i === names.length - 1
      const field: FieldModel = readable(access, at, name)
      if (!last && field.targets.length === 0) throw UnknownField({ object: at.label, field: names[i + 1]! }).at(path)
      // Behind a masked reference lies what the mask hides.
      if (!last && !canSearch(access, at, field)) throw MaskedField({ field: field.label }).at(path)
      node = node[name] ??= Object.create(null)
      // The title of whatever a note is about is the one thing its several objects have in common.
      if (!last && field.field.kind === 'relatedTo') {
        if (names[i + 1] !== 'title' || names.length > i + 2)
          throw UnknownField({ object: at.label, field: path }).at(path)
        node['title'] = {}
        break
      }
      at = field.targets.length === 1 ? objectOf(access.model, field.targets[0]!) : undefined
    }
  }
  return tree
}

const defaultSelection = (access: Access, object: ObjectModel): Selection =>
  Object.fromEntries(
    [...object.fields.values()]
      .filter((f) => f.name !== 'deletedAt' && canRead(access, object, f))
      .map((f) => [f.name, {}]),
  )

/** A record as a JSON object, built by PostgreSQL: the app passes the text on. Always with id and version. */
export const documentSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  selection: Selection,
  joins: Joins,
  hops: readonly FieldModel[] = [],
): Sql => {
  const alias = joins.alias(hops)
  const pairs: { name: string; value: Sql }[] = [{ name: 'id', value: column(alias, 'id') }]
  if (hops.length === 0) pairs.push({ name: 'version', value: column(alias, 'version') })
  for (const [name, below] of Object.entries(selection)) {
    if (name === 'id' || (name === 'version' && hops.length === 0)) continue
    if (name === rights && hops.length === 0) {
      pairs.push({ name, value: rightsSql(access, schema, object, alias) })
      continue
    }
    const field = object.fields.get(name)!
    pairs.push({ name, value: valueSql(access, schema, object, field, below, joins, hops) })
  }
  return buildObject(pairs)
}

const rightsSql = (access: Access, schema: string, object: ObjectModel, alias: string): Sql => {
  const may = (verb: 'update' | 'delete') => sql`coalesce(${scopeSql(access, schema, object, alias, verb)}, false)`
  return sql`json_build_object('update', ${may('update')}, 'delete', ${may('delete')})`
}

const valueSql = (
  access: Access,
  schema: string,
  object: ObjectModel,
  field: FieldModel,
  below: Selection,
  joins: Joins,
  hops: readonly FieldModel[],
): Sql => {
  const alias = joins.alias(hops)
  const plain = jsonSql(access, object, field, alias)
  if (Object.keys(below).length === 0) return plain
  if (field.field.kind === 'relatedTo') return titledSql(access, schema, field, alias)
  const target = objectOf(access.model, field.targets[0]!)
  if (field.kind.column === 'uuid[]') return listedSql(access, schema, target, below, column(alias, field.name))
  const inner = [...hops, field]
  const there = column(joins.alias(inner), 'id')
  const document = documentSql(access, schema, target, below, joins, inner)
  return sql`case when ${plain} is null then null when ${there} is null then json_build_object('id', ${plain}, 'hidden', true) else ${document} end`
}

/** What a note is about, with the title of that record where the caller may see it. */
const titledSql = (access: Access, schema: string, field: FieldModel, alias: string): Sql => {
  const about = column(alias, field.name)
  const titles = field.targets.map((name) => {
    const target = objectOf(access.model, name)
    const title = target.fields.get(target.def.title)!
    if (!canRead(access, target, title)) return sql`when ${nameLiteral(name)} then null`
    return sql`when ${nameLiteral(name)} then (select ${jsonSql(access, target, title, 'x')} from ${sql.id(schema, name)} as x where x.id = (${about}->>'id')::uuid and x."deletedAt" is null and ${scopeSql(access, schema, target, 'x', 'read')})`
  })
  if (titles.length === 0) return about
  return sql`case when ${about} is null then null else json_build_object('object', ${about}->>'object', 'id', ${about}->>'id', 'title', case ${about}->>'object' ${sql.join(titles, sql` `)} end) end`
}

/** The records of a many-to-many reference, in the order they were given. */
const listedSql = (access: Access, schema: string, target: ObjectModel, below: Selection, ids: Sql): Sql => {
  const pairs = Object.keys(below)
    .filter((name) => name !== 'id')
    .map((name) => ({ name, value: jsonSql(access, target, target.fields.get(name)!, 'y') }))
  const document = buildObject([{ name: 'id', value: sql`y.id` }, ...pairs])
  return sql`(select coalesce(json_agg(${document} order by u.n), '[]') from unnest(${ids}) with ordinality u(id, n) join ${sql.id(schema, target.name)} as y on y.id = u.id and y."deletedAt" is null and ${scopeSql(access, schema, target, 'y', 'read')})`
}

// A PostgreSQL function takes at most 100 arguments, so wide records go through a row.
const buildObject = (pairs: readonly { name: string; value: Sql }[]): Sql =>
  pairs.length <= 45
    ? sql`json_build_object(${sql.join(pairs.map(({ name, value }) => sql`${nameLiteral(name)}, ${value}`))})`
    : sql`(select row_to_json(w) from (select ${sql.join(pairs.map(({ name, value }) => sql`${value} as ${sql.id(name)}`))}) w)`
