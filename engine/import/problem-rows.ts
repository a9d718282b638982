import type { Context } from '../context.ts'
import type { Policy } from './mapping/mapping.ts'
import type { RowProblem } from './rows/problem.ts'
import type { ReadRow } from './rows/read-cells.ts'
import { storableJson } from './storable-json.ts'

/** A row that a person has to look at: something is wrong with it, or it waits for her word. */
export interface ProblemRow {
  readonly number: number
  readonly cells: readonly string[]
  /** Cells she mended, by column. */
  readonly fix: Readonly<Record<string, string>> | null
  readonly decision: Policy | null
  readonly status: 'failed' | 'ask' | 'mended'
  readonly problems: readonly RowProblem[]
  /** The records it may be. */
  readonly twins: readonly string[] | null
}

const table = (ctx: Context) => `"${ctx.workspace.schema}".import_row`

/** Keeps rows with what is wrong with them. */
export const keepProblemRows = async (
  ctx: Context,
  id: string,
  rows: readonly { row: ReadRow; status: 'failed' | 'ask'; twins?: readonly string[] }[],
): Promise<void> => {
  if (rows.length === 0) return
  const documents = rows.map(({ row, status, twins }) => ({
    number: row.number,
    cells: row.cells,
    status,
    problems: row.problems,
    twins: twins ?? null,
  }))
  await ctx.session.query(
    `insert into ${table(ctx)} (import, number, cells, status, problems, twins)
     select $1, r.number, r.cells, r.status, r.problems, r.twins from jsonb_to_recordset($2::jsonb) r(number int, cells jsonb, status text, problems jsonb, twins uuid[])
     on conflict (import, number) do update set status = excluded.status, problems = excluded.problems, twins = excluded.twins`,
    [id, storableJson(documents)],
  )
}

/** Before a file is gone through again: what the last time found is forgotten, what the person said stays. */
export const forgetProblems = async (ctx: Context, id: string): Promise<void> => {
  await ctx.session.query(`delete from ${table(ctx)} where import = $1 and fix is null and decision is null`, [id])
  await ctx.session.query(
    `update ${table(ctx)} set status = 'mended', problems = '[]', twins = null where import = $1`,
    [id],
  )
}

/** What she said about single rows. */
export const readDecisions = async (ctx: Context, id: string) => {
  const rows = await ctx.session.query<{ number: number; fix: Record<string, string> | null; decision: Policy | null }>(
    `select number, fix, decision from ${table(ctx)} where import = $1 and (fix is not null or decision is not null)`,
    [id],
  )
  return {
    fixes: new Map(rows.flatMap((r) => (r.fix ? [[r.number, r.fix] as const] : []))),
    decisions: new Map(rows.flatMap((r) => (r.decision ? [[r.number, r.decision] as const] : []))),
  }
}

/** The next rows to look at, by their number. */
export const readProblemRows = (ctx: Context, id: string, after: number, limit: number): Promise<ProblemRow[]> =>
  ctx.session.query<ProblemRow>(
    `select number, cells, fix, decision, status, problems, to_json(twins) as twins from ${table(ctx)} where import = $1 and number > $2 and status <> 'late' order by number limit $3`,
    [id, after, limit],
  )

/** Mends cells of a row, or says what is to become of it. */
export const decideRow = async (
  ctx: Context,
  id: string,
  number: number,
  said: { readonly fix?: Readonly<Record<string, string>>; readonly decision?: Policy },
): Promise<boolean> => {
  const [done] = await ctx.session.query(
    `update ${table(ctx)} set fix = case when $3::jsonb is null then fix else coalesce(fix, '{}') || $3::jsonb end, decision = coalesce($4, decision), status = 'mended'
     where import = $1 and number = $2 returning 1 as one`,
    [id, number, said.fix ? storableJson(said.fix) : null, said.decision ?? null],
  )
  return done !== undefined
}

/** The same decision for all rows that wait for one. */
export const decideAll = async (ctx: Context, id: string, decision: Policy): Promise<void> => {
  await ctx.session.query(
    `update ${table(ctx)} set decision = $2, status = 'mended' where import = $1 and status = 'ask'`,
    [id, decision],
  )
}
