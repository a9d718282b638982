import pg from 'pg'
import { until } from './fill/size.ts'

/**
 * What the writing works left: every new record must have its own number and one entry of history, every change too. Tidies up,
 * for which it needs the superuser's address.
 */
export const checkWritten = async (url: string, adminUrl: string, schema: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString: adminUrl.replace(/\/[^/]+$/, new URL(url).pathname) })
  await client.connect()
  try {
    const wrong = await wrongOf(client, `"${schema}"`)
    await tidy(client, `"${schema}"`)
    return wrong
  } finally {
    await client.end()
  }
}

const wrongOf = async (client: pg.Client, s: string): Promise<string[]> => {
  const one = async (sql: string) => (await client.query<Record<string, string>>(sql)).rows[0]!
  const numbers = await one(
    `select count(*) - count(distinct number) as twice, count(*) filter (where number is null) as missing from ${s}.customer`,
  )
  const history = await one(
    `select count(*) as wrong from ${s}.customer c where "createdAt" > '${until}' and "deletedAt" is null
     and (select count(*) from ${s}.change h where h.record = c.id and h.op = 'create') <> 1`,
  )
  const changes = await one(
    `select count(*) as wrong from ${s}.customer c where version > 1 and "deletedAt" is null
     and (select count(*) from ${s}.change h where h.record = c.id and h.op in ('create', 'update')) <> c.version - case when c."createdAt" > '${until}' then 0 else 1 end`,
  )
  const found: [string, number][] = [
    ['numbers given twice', Number(numbers['twice'])],
    ['records without a number', Number(numbers['missing'])],
    ['new records without exactly one entry of history', Number(history['wrong'])],
    ['changed records whose history does not count to their version', Number(changes['wrong'])],
  ]
  return found.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`)
}

/**
 * Takes the new records away for good, so that the next run finds the data as it was: in the recycle bin they would still tell
 * the planner that one salesperson owns eighty times what the others do. Nothing refers to them, so the references need no
 * check, which would take minutes: their indexes leave out the bin.
 */
const tidy = async (client: pg.Client, s: string): Promise<void> => {
  await client.query(`update ${s}.customer set version = 1 where version > 1 and "createdAt" <= '${until}'`)
  await client.query('set session_replication_role = replica')
  await client.query(`delete from ${s}.customer where "createdAt" > '${until}'`)
  await client.query('set session_replication_role = origin')
  await client.query(`truncate ${s}.change, ${s}.seal`)
  for (const table of ['customer', 'change', 'serial']) await client.query(`vacuum analyze ${s}.${table}`)
}
