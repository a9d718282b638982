import type { Session } from '#engine'
import type { Migration } from '#platform/control'

/** The table of progress. */
export const progressMigrations: readonly Migration[] = [
  {
    id: 'jobs-0001',
    sql: `create table zhike.job_progress (
      job uuid primary key, done bigint not null, total bigint not null, updated_at timestamptz not null default now())`,
  },
]

/** How far a job is. */
export interface Progress {
  readonly job: string
  readonly done: number
  readonly total: number
}

/** Notes how far these jobs are. */
export const writeProgress = async (db: Session, progress: readonly Progress[]): Promise<void> => {
  if (progress.length === 0) return
  await db.query(
    `insert into zhike.job_progress (job, done, total)
     select * from unnest($1::uuid[], $2::bigint[], $3::bigint[])
     on conflict (job) do update set done = excluded.done, total = excluded.total, updated_at = now()`,
    [progress.map((each) => each.job), progress.map((each) => each.done), progress.map((each) => each.total)],
  )
}

/** How far a job said that it is, if it did. */
export const readProgress = async (db: Session, job: string): Promise<{ done: number; total: number } | null> =>
  (
    await db.query<{ done: number; total: number }>('select done, total from zhike.job_progress where job = $1', [job])
  )[0] ?? null

/** Jobs themselves are kept for a week after their end. */
export const forgetOldProgress = async (db: Session): Promise<void> => {
  await db.query(`delete from zhike.job_progress where updated_at < now() - interval '8 days'`)
}
