import { nameLiteral, type Sql, sql, value } from '../sql.ts'
import type { ObjectModel } from '../schema/model.ts'

/** The rows a query reads: an object's table as it is, or as it stood at a time (`asOf` is the number of that value). */
export const sourceSql = (schema: string, object: ObjectModel, alias: string, asOf: number | null): Sql =>
  asOf === null
    ? sql`${sql.id(schema, object.name)} as ${sql.id(alias)}`
    : sql`(${asOfSql(schema, object, value(asOf, 'timestamptz'))}) as ${sql.id(alias)}`

/**
 * Every record as it stood at `time`: today's row with the oldest of the values that later changes replaced, and the version
 * it had. Owner and department stay today's: who may see a record is decided by today's rights. Roll-ups stay today's too.
 */
const asOfSql = (schema: string, object: ObjectModel, time: Sql): Sql => {
  const today = ['owner', 'department'].filter((name) => object.fields.get(name)?.kind.column)
  const kept = sql`array[${sql.join(today.map(nameLiteral))}]::text[]`
  const changes = sql`${sql.id(schema, 'change')} h where h.object = ${nameLiteral(object.name)}`
  const since = sql`${changes} and h.at > ${time}`
  return sql`select (jsonb_populate_record(c, coalesce(o.old, '{}') || coalesce(d.old, '{}') || coalesce(v.old, '{}'))).*
    from ${sql.id(schema, object.name)} as c
    left join (
      select e.record, jsonb_object_agg(e.key, e.value) - ${kept} as old
      from (select distinct on (h.record, e.key) h.record, e.key, e.value
            from (select h.* from ${since} and h.op = 'update') h, jsonb_each(h.old) e
            order by h.record, e.key, h.version) e
      group by e.record
    ) o on o.record = c.id
    left join (
      select distinct on (h.record) h.record, jsonb_build_object('deletedAt', case when h.op = 'restore' then h.at end) as old
      from ${since} and h.op in ('delete', 'restore') order by h.record, h.version
    ) d on d.record = c.id
    left join lateral (
      select jsonb_build_object('version', h.version, 'updatedAt', h.at, 'updatedBy', h.actor) as old
      from ${changes} and h.record = c.id and h.op <> 'team' and h.at <= ${time} and (o.record is not null or d.record is not null)
      order by h.version desc limit 1
    ) v on true
    where c."createdAt" <= ${time}`
}
