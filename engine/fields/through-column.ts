import { Client } from 'pg'
import { compile, type Sql, sql } from '../sql.ts'
import type { Kind } from './kind.ts'

/** What PostgreSQL answers for a value that lay in a column of its kind: its JSON form, and its mask. For tests. */
export const throughColumn = async <Value>(
  databaseUrl: string,
  kind: Kind<Value>,
  values: readonly Value[],
): Promise<{ json: unknown; mask: unknown }[]> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`create temporary table stored (place integer, value ${kind.column})`)
    for (const [place, value] of values.entries()) {
      await client.query(`insert into stored values ($1, $2)`, [
        place,
        kind.column === 'jsonb' ? JSON.stringify(value) : value,
      ])
    }
    const column: Sql = sql`${sql.id('s')}.${sql.id('value')}`
    const json = kind.json?.(column) ?? column
    const mask = kind.mask?.(column) ?? sql`null`
    const read = sql`select to_jsonb(${json}) as json, ${mask} as mask from stored s order by place`
    const { rows } = await client.query<{ json: unknown; mask: unknown }>(compile(read).text)
    return rows
  } finally {
    await client.end()
  }
}
