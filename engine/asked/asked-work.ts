import type { Context } from '../context.ts'
import type { Session } from '../database.ts'

/** The tables of work that goes on after its call was answered: a row each, which only who asked for it sees. */
export type AskedWork = 'bulk_change' | 'export' | 'import'

/** Who asked, and the scopes of her API key if she asked by one. */
export interface Asker {
  readonly by: string
  readonly scopes: readonly string[] | null
}

/** Who asked for a piece of work, for the job that does it; null where it is there no more. */
export const askerOf = async (session: Session, schema: string, work: AskedWork, id: string): Promise<Asker | null> =>
  (
    await session.query<Asker>(`select by, to_json(scopes) as scopes from "${schema}".${work} where id = $1`, [id])
  )[0] ?? null

/** The row of that id, if it is the caller's own. */
export const readAsked = async <Row extends object>(
  ctx: Context,
  work: AskedWork,
  columns: string,
  id: string,
): Promise<Row | null> =>
  (
    await ctx.session.query<Row>(`select ${columns} from "${ctx.workspace.schema}".${work} where id = $1 and by = $2`, [
      id,
      ctx.actor.id,
    ])
  )[0] ?? null

/** Keeps what the caller asks for. The names are columns of the table, beside who asks and when. */
export const keepAsked = async (
  ctx: Context,
  work: AskedWork,
  row: { readonly id: string; readonly status: string; readonly scopes: readonly string[] | null } & Readonly<
    Record<string, unknown>
  >,
): Promise<void> => {
  const whole = { ...row, by: ctx.actor.id, at: ctx.now }
  const names = Object.keys(whole)
  await ctx.session.query(
    `insert into "${ctx.workspace.schema}".${work} (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(whole),
  )
}

/**
 * How much of such work the caller has under way. She is held to the end of the transaction: calls made all at once would not
 * see each other.
 */
export const countRunning = async (inside: Context, work: AskedWork): Promise<number> => {
  const { schema } = inside.workspace
  const lock = `${work} ${schema} ${inside.actor.id}`
  await inside.session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock])
  const [row] = await inside.session.query<{ count: number }>(
    `select count(*)::int as count from "${schema}".${work} where by = $1 and status = 'running'`,
    [inside.actor.id],
  )
  return row!.count
}
