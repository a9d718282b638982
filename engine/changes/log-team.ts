import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import type { ObjectModel } from '../schema/model.ts'
import { uuid7 } from '../uuid.ts'
import { logNumber } from './log-number.ts'

/** Who works on a record beside its owner, what she may do with it, and until when. */
export interface Member {
  readonly id: string
  readonly name: string | null
  readonly may: 'read' | 'write'
  readonly until: string | null
}

/** A member who came (`old` is null), whose rights changed, or who went (`new` is null). */
export interface TeamChange {
  readonly old: Member | null
  readonly new: Member | null
}

/** Writes it into the history of the record, in the transaction of that change: whoever is on a team may see the record. */
export const logTeamChange = async (
  ctx: Context,
  session: Session,
  object: ObjectModel,
  record: string,
  change: TeamChange,
): Promise<void> => {
  const { schema } = ctx.workspace
  const kept = (member: Member | null) => member && JSON.stringify({ member })
  await session.query(
    `insert into "${schema}".change (id, at, tx, actor, via, object, record, version, op, old, new, request)
     select $1, $2, ${logNumber(schema)}, $3, $4, $5, t.id, t.version, 'team', $7, $8, $9 from "${schema}"."${object.name}" t where t.id = $6`,
    [
      uuid7(),
      ctx.now,
      ctx.actor.id,
      ctx.cause.via,
      object.name,
      record,
      kept(change.old),
      kept(change.new),
      ctx.cause.request,
    ],
  )
}
