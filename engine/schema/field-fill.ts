import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import type { Field } from '../fields/field.ts'

/** Kinds whose values the engine makes and keeps: records that are there already have to be given theirs. */
const kept = new Set(['serial', 'rollup'])

/** Notes that the values of a field are to be worked out for all records, in the transaction of its change. */
export const askFill = async (
  ctx: Context,
  session: Session,
  object: string,
  name: string,
  field: Field,
): Promise<void> => {
  if (!kept.has(field.kind)) return
  await session.query(
    `insert into "${ctx.workspace.schema}".field_fill (object, field, since) values ($1, $2, $3)
     on conflict (object, field) do update set since = excluded.since, last = null, filled_at = null`,
    [object, name, ctx.now],
  )
}
