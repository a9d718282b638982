import type { Database } from '#engine'
import { until } from './fill/size.ts'

/** What the writing works left: every new record must have its own number and one entry of history, every change too. */
export const checkWritten = async (database: Database, schema: string): Promise<string[]> => {
  const s = `"${schema}"`
  const [numbers] = await database.query<{ twice: number; missing: number }>(
    `select count(*) - count(distinct number) as twice, count(*) filter (where number is null) as missing from ${s}.customer`,
  )
  const [history] = await database.query<{ wrong: number }>(
    `select count(*) as wrong from ${s}.customer c where "createdAt" > '${until}'
     and (select count(*) from ${s}.change h where h.record = c.id and h.op = 'create') <> 1`,
  )
  const [changes] = await database.query<{ wrong: number }>(
    `select count(*) as wrong from ${s}.customer c where version > 1
     and (select count(*) from ${s}.change h where h.record = c.id and h.op in ('create', 'update')) <> c.version - case when c."createdAt" > '${until}' then 0 else 1 end`,
  )
  const found: [string, number][] = [
    ['numbers given twice', numbers!.twice],
    ['records without a number', numbers!.missing],
    ['new records without exactly one entry of history', history!.wrong],
    ['changed records whose history does not count to their version', changes!.wrong],
  ]
  return found.filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`)
}

/** Takes the new records out again, so that the next run finds the data as it was. */
export const tidy = async (database: Database, schema: string): Promise<void> => {
  const s = `"${schema}"`
  await database.query(`update ${s}.customer set version = 1 where version > 1 and "createdAt" <= '${until}'`)
  await database.query(`delete from ${s}.customer where "createdAt" > '${until}'`)
  await database.query(`truncate ${s}.change`)
  for (const table of ['customer', 'change', 'serial']) await database.query(`vacuum analyze ${s}.${table}`)
}
