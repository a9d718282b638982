import type { Session } from '#engine'

/** One landed step of a schema. Its SQL never changes afterwards: what comes later is a new step. */
export interface Migration {
  /** Unique over all lists, e.g. `control-0001`. */
  readonly id: string
  readonly sql: string
}

/** Any fixed number of ours: who holds this lock migrates. */
const migrationLock = 5_190_001

/**
 * Applies the steps that are not there yet, in their order, in one transaction. Any number of processes may start at
 * once: one migrates, the others wait and find nothing to do.
 */
export const applyMigrations = async (db: Session, steps: readonly Migration[]): Promise<readonly string[]> =>
  db.owner.transaction(async (tx) => {
    await tx.query('set local statement_timeout = 0')
    await tx.query('select pg_advisory_xact_lock($1)', [migrationLock])
    await tx.query(`
      create schema if not exists zhike;
      create table if not exists zhike.migration (id text primary key, applied_at timestamptz not null default now())`)
    const landed = new Set((await tx.query<{ id: string }>('select id from zhike.migration')).map((row) => row.id))
    const missing = steps.filter((step) => !landed.has(step.id))
    for (const step of missing) {
      await tx.query(step.sql)
      await tx.query('insert into zhike.migration (id) values ($1)', [step.id])
    }
    return missing.map((step) => step.id)
  })
