import { type Sql, sql, value } from '../../sql.ts'
import type { ObjectModel } from '../../schema/model.ts'
import type { SerialPlan } from './serials.ts'

/** Steps the counter by as many as there are rows, as the part `s0`, `s1`, … of a statement. Its values start at `at`. */
export const counterSql = (
  schema: string,
  object: ObjectModel,
  { field }: SerialPlan,
  serial: number,
  { at, count }: { readonly at: number; readonly count: number },
): Sql => {
  const key = `${object.name}.${field.name}`
  return sql`${sql.id(`s${serial}`)} as (insert into ${sql.id(schema, 'serial')} as s (key, period, last) values (${key}, ${value(at, 'text')}, ${value(count, 'bigint')})
      on conflict (key, period) do update set last = s.last + excluded.last returning last - ${value(count, 'bigint')} as first)`
}

/** The number of the row that is the `n`th. lpad cuts what is too long: after number 999999 the text grows instead. */
export const numberSql = (serial: number, at: number, n: Sql): Sql => {
  const number = sql`(${sql.id(`s${serial}`)}.first + ${n})::text`
  return sql`(select ${value(at + 1, 'text')} || lpad(${number}, greatest(${value(at + 3, 'int')}, length(${number})), '0') || ${value(at + 2, 'text')} from ${sql.id(`s${serial}`)})`
}
