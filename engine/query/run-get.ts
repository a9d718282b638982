import { and, compile, sql, type Statement, value } from '../sql.ts'
import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { scopeSql } from '../rights/scope.ts'
import { checkTime } from './run-list.ts'
import { createJoins } from './joins.ts'
import { documentSql, parseSelection, type Selection } from './select.ts'
import { sourceSql } from './source.ts'
import { run, statementFor } from './statements.ts'

/** Reads records by id, as this person may see them; those out of reach are left out like those that never were. */
export const runGet = async (
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  options: { readonly fields?: readonly string[]; readonly asOf?: string; readonly deleted?: boolean } = {},
): Promise<string[]> => {
  const { access } = ctx.actor
  const selection = parseSelection(access, object, options.fields)
  const asOf = options.asOf === undefined ? null : 1
  const deleted = options.deleted === true
  const key = JSON.stringify(['get', ctx.workspace.schema, access.key, object.name, selection, asOf, deleted])
  const statement = statementFor(key, () => compileGet(ctx, object, selection, asOf, deleted))
  const values = [ids, ...(options.asOf === undefined ? [] : [checkTime(options.asOf)])]
  const rows = await run<{ doc: string }>(
    ctx.session,
    statement,
    { values, actor: ctx.actor, now: ctx.now },
    asOf !== null,
  )
  return rows.map((r) => r.doc)
}

const compileGet = (
  ctx: Context,
  object: ObjectModel,
  selection: Selection,
  asOf: number | null,
  deleted: boolean,
): Statement => {
  const { access } = ctx.actor
  const { schema } = ctx.workspace
  const joins = createJoins(access, schema, 't')
  const document = documentSql(access, schema, object, selection, joins)
  const where = and([
    sql`t.id = any(${value(0, 'uuid[]')})`,
    sql`t."deletedAt" is ${deleted ? sql`not null` : sql`null`}`,
    scopeSql(access, schema, object, 't', 'read'),
  ])
  return compile(
    sql`select (${document})::text as doc from ${sourceSql(schema, object, 't', asOf)} ${joins.sql()} where ${where}`,
  )
}
