import { type Sql, sql, value } from '../../sql.ts'

/** A request's key, to be kept with the answer by the very statement that has its effect. For a write of one record. */
export interface Keeping {
  readonly key: string
  /** Of what was asked: the key stands for nothing else. */
  readonly fingerprint: string
  readonly status: number
  /** The answer, where it is not the record as it was saved. */
  readonly body?: string
  /** Has it been kept; noted by the write. */
  kept: boolean
}

/** The values that `answerSql` finds from its place on. */
export const keptValues = (keeping: Keeping | undefined): readonly unknown[] =>
  keeping ? [keeping.key, keeping.fingerprint, keeping.status, keeping.body ?? null] : []

/**
 * The end of a write: its answer, a query for `id` and `document`. With a key the answer goes under it. Whoever asks the same
 * in the same moment waits here for the first, and is then refused by the database along with all that she wrote. Values 1, 2
 * and 5 of a write are its time, its writer and its request; those of the key are from number `at` on.
 */
export const answerSql = (schema: string, answer: Sql, at: number | null): { parts: Sql[]; answer: Sql } => {
  if (at === null) return { parts: [], answer }
  const kept = sql`insert into ${sql.id(schema, 'idempotency')} (principal, key, fingerprint, status, body, at, request)
    select ${value(2, 'uuid')}, ${value(at, 'text')}, ${value(at + 1, 'text')}, ${value(at + 2, 'smallint')}, coalesce(${value(at + 3, 'text')}, a.document), ${value(1, 'timestamptz')}, ${value(5, 'uuid')} from answer a`
  return {
    parts: [sql`answer as materialized (${answer})`, sql`kept as (${kept})`],
    answer: sql`select id, document from answer`,
  }
}
