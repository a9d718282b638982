import type { Context } from '../context.ts'
import { uuid7 } from '../uuid.ts'
import { logNumber } from './log-number.ts'

/** Something that was taken out and changed no record: who took what stands in the change log all the same. */
export interface Note {
  readonly object: string
  readonly record: string
  readonly facts: object
  readonly reason: string
}

/** Writes it into the change log, under the seal like everything else. */
export const noteExport = async (ctx: Context, { object, record, facts, reason }: Note): Promise<void> => {
  const { schema } = ctx.workspace
  await ctx.session.query(
    `insert into "${schema}".change (id, at, tx, actor, via, object, record, version, op, old, new, reason, request)
     values ($1, $2, ${logNumber(schema)}, $3, $4, $5, $6, 1, 'export', null, $7, $8, $6)`,
    [uuid7(), ctx.now, ctx.actor.id, ctx.cause.via, object, record, JSON.stringify(facts), reason],
  )
}
