import { and, compile, sql, type Statement, value } from '../sql.ts'
import type { Context } from '../context.ts'
import { systemAccess } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { createJoins } from '../query/joins.ts'
import { documentSql, parseSelection } from '../query/select.ts'
import { run, statementFor } from '../query/statements.ts'
import { savedDocument } from './insert-sql.ts'
import type { Values } from './read-input.ts'

/** A record as it stands before a write: all of it, for the engine's own eyes. */
export interface Before {
  readonly row: Values
  readonly version: number
  /** May the caller do what she wants to do with it. */
  readonly may: boolean
  /** What the caller may see of it. */
  readonly document: string
}

/** Reads records that the caller can see, with the word whether she may change or delete them. */
export const readBefore = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  verb: 'update' | 'delete',
  deleted = false,
): Promise<Map<string, Before>> => {
  const { access } = ctx.actor
  const key = JSON.stringify(['before', ctx.workspace.schema, access.key, object.name, verb, deleted])
  const statement = statementFor(key, () => compileBefore(ctx, object, verb, deleted))
  const rows = await run<{ id: string; version: number; row: string; may: boolean; document: string }>(
    ctx.session,
    statement,
    {
      values: [ids],
      actor: ctx.actor,
      now: ctx.now,
    },
  )
  return new Map(
    rows.map((r) => [r.id, { row: JSON.parse(r.row) as Values, version: r.version, may: r.may, document: r.document }]),
  )
}

const compileBefore = (ctx: Context, object: ObjectModel, verb: 'update' | 'delete', deleted: boolean): Statement => {
  const { access } = ctx.actor
  const { schema, model } = ctx.workspace
  const all = systemAccess(model)
  const plain = documentSql(all, schema, object, parseSelection(all, object, undefined), createJoins(all, schema, 't'))
  const where = and([
    sql`t.id = any(${value(0, 'uuid[]')})`,
    sql`t."deletedAt" is ${deleted ? sql`not null` : sql`null`}`,
    scopeSql(access, schema, object, 't', 'read'),
  ])
  return compile(sql`select t.id, t.version, (${plain})::text as row, ${scopeSql(access, schema, object, 't', verb)} as may,
    ${savedDocument(ctx, object, 't')} as document from ${sql.id(schema, object.name)} as t where ${where}`)
}
