import { compileForIds, type Sql, sql } from '../../sql.ts'
import pg from 'pg'

/**
 * Statements that a write brings along, run one after the other once its own rows are written. All parts of one statement
 * see the tables as they were when it began; these see what others saved until each of them begins, so that who waited for
 * a lock finds what it waited for, without a transaction of several statements. Their one value, number 0, is the list of ids.
 */
export const inTurnSql = (schema: string, statements: readonly Sql[], ids: Sql): Sql => {
  const texts = statements.map((s) => sql.raw(pg.escapeLiteral(compileForIds(s))))
  return sql`${sql.id(schema, 'in_turn')}(array[${sql.join(texts)}], ${ids})`
}

/** What a write does last, as its part `last`: calls of `in_turn`, if any of its rows (the part `rows`) were written. */
export const lastSql = (rows: string, calls: readonly Sql[]): { readonly parts: Sql[]; readonly join: Sql } => {
  if (calls.length === 0) return { parts: [], join: sql`` }
  const called = calls.map((call, i) => sql`${call} as ${sql.id(`c${i}`)}`)
  // An array takes all the rows: the calls come when the last of them is written.
  const written = sql`(select array(select id from ${sql.id(rows)}) as ids) w`
  return {
    parts: [sql`last as materialized (select ${sql.join(called)} from ${written} where cardinality(w.ids) > 0)`],
    join: sql`cross join last`,
  }
}
