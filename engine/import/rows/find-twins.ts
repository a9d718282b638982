import { and, column, compile, type Sql, sql, value } from '../../sql.ts'
import type { Context } from '../../context.ts'
import { run, statementFor } from '../../query/statements.ts'
import { scopeSql } from '../../rights/scope.ts'
import { systemAccess } from '../../rights/access.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { arrayLiteral } from '../../write/sql/array-literal.ts'
import { sameCompanies } from '../../search/same-company.ts'
import type { ReadRow } from './read-cells.ts'

/** One way to tell that two records are the same: these fields together. */
export interface Key {
  readonly fields: readonly FieldModel[]
  /** The one field holds the name of a company, and it is enough that both mean the same one. */
  readonly alike: boolean
}

/** What stands behind the name of a field in a key that compares companies however they are written: `name~`. */
export const alikeMark = '~'

/** The keys by which rows are compared, from the names in a declaration or a setting. */
export const keysOf = (object: ObjectModel, names: readonly (readonly string[])[]): Key[] =>
  names.map((key) => ({
    fields: key.map((name) => object.fields.get(name.replace(alikeMark, ''))!),
    alike: key.some((name) => name.endsWith(alikeMark)),
  }))

/** What a row has in the fields of a key, in stored form; null where one is empty: nothing is the same as nothing. */
export const keyValues = (key: Key, row: Pick<ReadRow, 'values' | 'identity'>): string[] | null => {
  const found: string[] = []
  for (const { name } of key.fields) {
    const value = row.identity[name] ?? row.values[name]
    if (value === undefined || value === null || value === '') return null
    found.push(String(value))
  }
  return found
}

/** The records a row was found to be, and the key that found them. */
export interface Twins {
  readonly ids: readonly string[]
  readonly key: Key
}

/**
 * Finds the records that rows are already, by the first key that finds any, in one statement for all rows and keys.
 * Looked for is among what the caller may see; with `everywhere` in the whole company, for what must be unique in it.
 */
export const findTwins = async (
  ctx: Context,
  object: ObjectModel,
  keys: readonly Key[],
  rows: readonly Pick<ReadRow, 'values' | 'identity'>[],
  everywhere = false,
): Promise<(Twins | null)[]> => {
  const asked = keys
    .filter((key) => !key.alike)
    .map((key) => ({
      key,
      rows: rows.flatMap((row, at) => {
        const values = keyValues(key, row)
        return values ? [{ at, values }] : []
      }),
    }))
    .map(({ key, rows: with_ }) => ({
      key,
      rows: with_.filter(({ values }) => key.fields.every((f, i) => fits(f, values[i]!))),
    }))
    .filter((a) => a.rows.length > 0)
  const found = [
    ...(await exactTwins(ctx, object, asked, everywhere)),
    ...(await alikeTwins(ctx, object, keys, rows, everywhere)),
  ]
  const twins: (Twins | null)[] = rows.map(() => null)
  for (const [at, same] of Map.groupBy(found, (f) => f.at)) {
    const key = keys.find((k) => same.some((f) => f.key === k))!
    twins[at] = { ids: [...new Set(same.filter((f) => f.key === key).map((f) => f.id))], key }
  }
  return twins
}

interface Found {
  readonly at: number
  readonly key: Key
  readonly id: string
}

interface Asked {
  readonly key: Key
  readonly rows: readonly { readonly at: number; readonly values: readonly string[] }[]
}

/** Those whose names mean the same company. */
const alikeTwins = async (
  ctx: Context,
  object: ObjectModel,
  keys: readonly Key[],
  rows: readonly Pick<ReadRow, 'values' | 'identity'>[],
  everywhere: boolean,
): Promise<Found[]> => {
  const found: Found[] = []
  for (const key of keys.filter((k) => k.alike)) {
    const names = rows.map((row) => keyValues(key, row)?.[0])
    const given = names.filter((name) => name !== undefined)
    const same = await sameCompanies(ctx, object, key.fields[0]!, given, { everywhere, placed: true })
    const ids = Map.groupBy(same, (s) => s.name)
    for (const [at, name] of names.entries())
      for (const { id } of (name !== undefined && ids.get(name)) || []) found.push({ at, key, id })
  }
  return found
}

const exactTwins = async (
  ctx: Context,
  object: ObjectModel,
  asked: readonly Asked[],
  everywhere: boolean,
): Promise<Found[]> => {
  if (asked.length === 0) return []
  const { schema, model } = ctx.workspace
  const access = everywhere ? systemAccess(model) : ctx.actor.access
  const shape = JSON.stringify([
    'twins',
    schema,
    everywhere ? 'all' : access.key,
    object.name,
    asked.map((a) => a.key.fields.map((f) => f.name)),
  ])
  const statement = statementFor(shape, () =>
    compileTwins(
      schema,
      object,
      asked.map((a) => a.key),
      access,
    ),
  )
  const values = asked.flatMap(({ key, rows: with_ }) => [
    with_.map((r) => r.at),
    ...key.fields.map((_, i) => arrayLiteral(with_.map((r) => r.values[i]!))),
  ])
  // Planned anew for each lot: a plan kept from when the table was small walks all of it for every row.
  const found = await run<{ at: number; rank: number; id: string }>(
    ctx.session,
    statement,
    { values, actor: ctx.actor, now: ctx.now },
    true,
  )
  return found.map(({ at, rank, id }) => ({ at, key: asked[rank]!.key, id }))
}

/** A text that is no id is no record's. */
const fits = (field: FieldModel, text: string) =>
  field.kind.column !== 'uuid' || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

const compileTwins = (
  schema: string,
  object: ObjectModel,
  keys: readonly Key[],
  access: Context['actor']['access'],
) => {
  let next = 0
  const each = keys.map((key, rank) => {
    const arrays = [value(next++, 'int[]'), ...key.fields.map((f) => value(next++, `${f.kind.column}[]`))]
    const names = key.fields.map((_, i) => sql.id(`v${i}`))
    const where = and([
      ...key.fields.map((f, i) => sql`${column('t', f.name)} = ${column('k', `v${i}`)}`),
      sql`t."deletedAt" is null`,
      scopeSql(access, schema, object, 't', 'read'),
    ])
    return sql`select k.at, ${sql.raw(String(rank))} as rank, x.id from unnest(${sql.join(arrays)}) as k(at, ${sql.join(names)})
      cross join lateral (select t.id from ${sql.id(schema, object.name)} as t where ${where} limit 2) x`
  })
  return compile(sql.join(each, sql` union all `) as Sql)
}
