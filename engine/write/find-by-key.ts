import { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import { sqlType } from '../query/field-sql.ts'
import { run, statementFor } from '../query/statements.ts'
import { canSearch } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { and, column, compile, sql, value } from '../sql.ts'
import type { Values } from './read-input.ts'

/**
 * The fields by which a record is told apart: one that is unique, or all of a composite key in any order. Null where they are
 * no key, or none that the caller may know of.
 */
export const keyFields = (ctx: Context, object: ObjectModel, names: readonly string[]): FieldModel[] | null => {
  const fields = names.map((name) => object.fields.get(name)).filter((field) => field !== undefined)
  const named = new Set(names)
  const keys = [
    ...[...object.fields.values()].filter((f) => f.field.options.unique).map((f) => [f.name]),
    ...((object.def.unique ?? []) as readonly (readonly string[])[]),
  ]
  const isKey = keys.some((key) => key.length === named.size && key.every((name) => named.has(name)))
  const known = fields.every((field) => !field.retired && canSearch(ctx.actor.access, object, field))
  return isKey && known ? fields : null
}

/** What of a record's values is its key, in stored form; null where a part is missing or not readable as what it should be. */
export const keyOf = (key: readonly FieldModel[], values: Values): unknown[] | null => {
  const parts = key.map(({ name, kind, field }) => {
    const given = values[name] ?? field.options.default ?? null
    if (given === null || given === '') return null
    try {
      return kind.parse(given, field) as unknown
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  })
  return parts.includes(null) ? null : parts
}

/** The living records with these keys that the caller may see: the place of each key in the list, and the record's id. */
export const findByKey = async (
  ctx: Context,
  object: ObjectModel,
  key: readonly FieldModel[],
  keys: readonly (readonly unknown[] | null)[],
): Promise<Map<number, string>> => {
  const wanted = keys.flatMap((parts, n) =>
    parts ? [{ n, ...Object.fromEntries(parts.map((part, i) => [`k${i}`, part])) }] : [],
  )
  if (wanted.length === 0) return new Map()
  const { schema } = ctx.workspace
  const { access } = ctx.actor
  const shape = JSON.stringify(['key', schema, access.key, object.name, key.map((f) => f.name)])
  const statement = statementFor(shape, () => {
    const cells = key.map((field, i) => sql`${sql.id(`k${i}`)} ${sql.raw(sqlType(field))}`)
    const same = key.map((field, i) => sql`${column('t', field.name)} = ${column('w', `k${i}`)}`)
    const scope = scopeSql(access, schema, object, 't', 'read')
    return compile(
      sql`select w.n, t.id from jsonb_to_recordset(${value(0, 'jsonb')}) as w(n int, ${sql.join(cells)})
        join ${sql.id(schema, object.name)} as t on ${and([...same, sql`t."deletedAt" is null`, scope])}`,
    )
  })
  const inputs = { values: [JSON.stringify(wanted)], actor: ctx.actor, now: ctx.now }
  const rows = await run<{ n: number; id: string }>(ctx.session, statement, inputs)
  return new Map(rows.map(({ n, id }) => [n, id]))
}
