import type { Session } from '../database.ts'
import { type AppError, defineError } from '../errors.ts'
import { rowProblem } from './rows/problem.ts'
import { storableJson } from './storable-json.ts'

const Interrupted = defineError(
  'transfer.interrupted',
  409,
  '从备份恢复时中断:备份那一刻它还没有做完',
  'Interrupted by a restore: it was still under way when the backup was made',
)

/** Ends an import that is under way, whoever asked for it. */
export const failImport = async (session: Session, schema: string, id: string, error: AppError): Promise<void> => {
  await session.query(
    `update "${schema}".import set status = 'failed', problem = $2, finished_at = now()
     where id = $1 and status in ('checking', 'running', 'cancelling', 'reverting')`,
    [id, storableJson(rowProblem(error))],
  )
}

/** Ends the imports, exports and bulk changes of a restored workspace that were under way: the jobs that worked on them are gone. */
export const endUnfinished = async (session: Session, schema: string): Promise<void> => {
  const problem = JSON.stringify(rowProblem(Interrupted()))
  await session.query(`update "${schema}".import set status = 'mapping' where status = 'checking'`)
  await session.query(
    `update "${schema}".import set status = 'failed', problem = $1, finished_at = now() where status in ('running', 'cancelling', 'reverting')`,
    [problem],
  )
  await session.query(
    `update "${schema}".export set status = 'failed', problem = $1, finished_at = now() where status = 'running'`,
    [problem],
  )
  await session.query(
    `update "${schema}".bulk_change set status = 'failed', problem = $1, finished_at = now() where status = 'running'`,
    [problem],
  )
}
