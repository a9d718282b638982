import { createHash } from 'node:crypto'
import { logNumber } from '../changes/log-number.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import { uuid7 } from '../uuid.ts'
import { isoTime } from '../iso-time.ts'

/** A change of an object, a field or a rule, as the log keeps it. */
export interface SchemaChange {
  readonly object: string
  /** The field, or the rule; none for the object itself. */
  readonly part?: string
  readonly old: Readonly<Record<string, unknown>> | null
  readonly new: Readonly<Record<string, unknown>>
  readonly reason: string
}

/** Under which the log keeps what happened to a part of an object: it has no record, but a name that lasts. */
export const schemaRecord = (object: string, part = ''): string => {
  const hex = createHash('sha256').update(`zhike ${object} ${part}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Writes a change of the schema into the change log, in the transaction of that change. */
export const logSchemaChange = async (ctx: Context, session: Session, change: SchemaChange): Promise<void> => {
  await session.query(
    `insert into "${ctx.workspace.schema}".change (id, at, tx, actor, via, object, record, version, op, old, new, reason, request)
     values ($1, $2, ${logNumber(ctx.workspace.schema)}, $3, $4, $5, $6, 1, 'schema', $7, $8, $9, $10)`,
    [
      uuid7(),
      ctx.now,
      ctx.actor.id,
      ctx.cause.via,
      change.object,
      schemaRecord(change.object, change.part),
      change.old && JSON.stringify(change.old),
      JSON.stringify(change.new),
      change.reason,
      ctx.cause.request,
    ],
  )
}

/** What happened to a part of an object, newest first. */
export const readSchemaLog = (ctx: Context, object: string, part?: string) =>
  ctx.session.query<{ at: string; actor: { id: string; name: string | null }; old: object | null; new: object }>(
    `select ${isoTime('h.at')} as at, json_build_object('id', h.actor, 'name', u.name) as actor, h.old, h.new
     from "${ctx.workspace.schema}".change h left join "${ctx.workspace.schema}"."user" u on u.id = h.actor
     where h.record = $1 and h.op = 'schema' order by h.id desc limit 50`,
    [schemaRecord(object, part)],
  )
