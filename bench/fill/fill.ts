import pg from 'pg'
import { type Filling, type Given, people, records } from './tables.ts'
import type { Size } from './size.ts'
import { takeOff } from './take-off.ts'

const quoted = (name: string) => `"${name}"`

/**
 * Fills an empty workspace with a company of that size, each table by one statement inside the database. Indexes and
 * references are taken off before and put back after, which is several times faster than keeping them up.
 */
export const fill = async (url: string, given: Given, size: Size, say: (text: string) => void): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `set timezone = 'UTC'; set work_mem = '256MB'; set maintenance_work_mem = '512MB'; set synchronous_commit = off; set statement_timeout = 0`,
    )
    for (const filling of people(size, given)) await insert(client, given, filling)
    const big = records(size, given)
    const putBack = await takeOff(
      client,
      given.schema,
      big.map((f) => f.table),
    )
    for (const filling of big) {
      say(`${filling.table} ${filling.rows.toLocaleString('en')}`)
      await insert(client, given, filling)
    }
    say('indexes and references')
    for (const statement of putBack) await client.query(statement)
    await client.query(
      `insert into ${quoted(given.schema)}.serial (key, period, last) values ('customer.number', '2026', $1), ('opportunity.number', '2026', $1)
       on conflict (key, period) do update set last = excluded.last`,
      [size.customers],
    )
    say('vacuum analyze')
    await client.query('vacuum (analyze)')
    await client.query('checkpoint').catch(() => {})
  } finally {
    await client.end()
  }
}

const insert = async (client: pg.Client, { schema }: Given, { table, rows, columns, join }: Filling): Promise<void> => {
  const names = Object.keys(columns)
  await client.query(
    `insert into ${quoted(schema)}.${quoted(table)} (${names.map(quoted).join(', ')})
     select ${names.map((name) => columns[name]).join(', ')} from generate_series(0::bigint, ${rows - 1}) n ${join ?? ''}`,
  )
}
