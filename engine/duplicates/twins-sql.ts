import { column, nameLiteral, type Sql, sql, value } from '../sql.ts'
import type { Context } from '../context.ts'
import { scopeSql } from '../rights/scope.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { companyTokens } from '../search/company-name.ts'
import { tokensColumn } from '../search/index-row.ts'
import { namesCompanies } from '../search/searched-fields.ts'
import type { Twin } from './twin.ts'

/** What is looked for among all that the company has: by field the values, in stored form. */
export type Looked = ReadonlyMap<FieldModel, readonly string[]>

/** So many of one value are more than anybody wants to read. */
const most = 50

/** The columns of an answer: the record, whether the caller may see it, and what there is to tell of it. */
interface TwinSql {
  readonly id: Sql
  readonly may: Sql
  readonly row: Sql
  readonly from: Sql
}

/**
 * Where records like these are, field by field, each by its own index. `first` is the place of the first of `twinValues` among
 * the values of the statement.
 */
export const twinsSql = (ctx: Context, object: ObjectModel, fields: readonly FieldModel[], first: number): TwinSql[] =>
  fields.map((field, i) => {
    const { schema } = ctx.workspace
    const limit = value(first + fields.length, 'int')
    const wanted = value(first + i, namesCompanies(field) ? 'int4[]' : 'text[]')
    const mine = twinFrom(schema, object, field, wanted, limit)
    const owner = sql`json_build_object('id', u.id, 'name', u.name, 'department', d.name)`
    return {
      id: sql`t.id`,
      may: scopeSql(ctx.actor.access, schema, object, 't', 'read'),
      row: sql`json_build_object('field', ${nameLiteral(field.name)}::text, 'value', ${column('t', field.name)},
        'title', ${column('t', object.def.title)}, 'owner', case when u.id is not null then ${owner} end)`,
      from: sql`${mine} left join ${sql.id(schema, 'user')} as u on u.id = ${object.owned ? sql`t."owner"` : sql`t."createdBy"`}
        left join ${sql.id(schema, 'department')} as d on d.id = u."department" limit ${limit}`,
    }
  })

/**
 * Names are found by the token of what tells the company. All ids of it first, since a plan for a few would walk the table, then
 * a few of its records.
 */
const twinFrom = (schema: string, object: ObjectModel, field: FieldModel, wanted: Sql, limit: Sql): Sql => {
  const table = sql.id(schema, object.name)
  if (!namesCompanies(field))
    return sql`from (select * from ${table} as s where ${column('s', field.name)} = any(${wanted}) and s."deletedAt" is null) as t`
  return sql`from (with named as materialized (select s.id from ${table} as s where ${column('s', tokensColumn)} && (select ${wanted}) and s."deletedAt" is null)
    select f.* from (select n.id from named as n limit ${limit}) as few join ${table} as f on f.id = few.id) as t`
}

/** The values for `twinsSql`. */
export const twinValues = (looked: Looked): unknown[] => {
  const asked = [...looked].map(([field, values]) =>
    namesCompanies(field) ? [...new Set(values.flatMap((v) => companyTokens(field.name, v)))] : [...new Set(values)],
  )
  return [...asked, most * Math.max(1, ...[...looked.values()].map((values) => values.length))]
}

/** A row of the answer as a twin. */
export const twinOf = ({ id, may, row }: { id: string; may: boolean; row: string }): Twin => ({
  ...(JSON.parse(row) as Omit<Twin, 'id' | 'seen'>),
  id,
  seen: may,
})
