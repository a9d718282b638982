import type { Session } from '../database.ts'
import { openToRunTime, runTimeAccount } from '../schema/run-time-account.ts'

/** Statements that make the change log's partitions for the month of `now` and the one after it. Safe to run again. */
export const partitionStatements = (schema: string, now: Date): string[] =>
  [0, 1].map((ahead) => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1))
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1))
    const month = from.toISOString().slice(0, 7).replace('-', '_')
    return `create table if not exists "${schema}"."change_${month}" partition of "${schema}".change for values from ('${from.toISOString()}') to ('${to.toISOString()}')`
  })

/** Makes them, before anything is written into those months. Rows that came earlier stay where they are: in the default partition. */
export const ensurePartitions = async (session: Session, schema: string, now: Date): Promise<void> => {
  for (const statement of partitionStatements(schema, now))
    await session.owner.query(statement).catch((error: { code?: string }) => {
      if (error.code !== checkViolation) throw error
    })
  await openToRunTime(session.owner, schema, await runTimeAccount(session))
}

const checkViolation = '23514'
