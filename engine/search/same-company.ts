import type { Context } from '../context.ts'
import { run, statementFor } from '../query/statements.ts'
import { systemAccess } from '../rights/access.ts'
import { scopeSql } from '../rights/scope.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { column, compile, sql, value } from '../sql.ts'
import { companyName, companyTokens, isSameCompany } from './company-name.ts'
import { tokensColumn } from './index-row.ts'

/**
 * Finds the records whose name means the same company as one of these, however it is written, in one statement for all names.
 * Looked for is among what the caller may see; with `everywhere` in the whole company. With `placed` a name that leaves out its
 * place is not the same as one that says it.
 */
export const sameCompanies = async (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  names: readonly string[],
  { everywhere = false, placed = false }: { readonly everywhere?: boolean; readonly placed?: boolean } = {},
): Promise<{ readonly name: string; readonly id: string }[]> => {
  const asked = [...new Set(names)].map((name) => ({ name, as: companyName(name) }))
  const tokens = [...new Set(asked.flatMap(({ name }) => companyTokens(field.name, name)))]
  if (tokens.length === 0) return []
  const { schema, model } = ctx.workspace
  const access = everywhere ? systemAccess(model) : ctx.actor.access
  const key = JSON.stringify(['companies', schema, everywhere ? 'all' : access.key, object.name, field.name])
  const statement = statementFor(key, () =>
    compile(sql`select t.id, ${column('t', field.name)} as name from ${sql.id(schema, object.name)} as t
      where ${column('t', tokensColumn)} && (select ${value(0, 'int4[]')}) and t."deletedAt" is null and ${scopeSql(access, schema, object, 't', 'read')}`),
  )
  const inputs = { values: [tokens], actor: ctx.actor, now: ctx.now }
  const found = await run<{ id: string; name: string }>(ctx.session, statement, inputs, true)
  const byCore = Map.groupBy(
    found.map(({ id, name }) => ({ id, as: companyName(name) })),
    ({ as }) => as.core,
  )
  return asked.flatMap(({ name, as }) =>
    (byCore.get(as.core) ?? [])
      .filter((there) => (placed ? as.place === there.as.place : isSameCompany(as, there.as)))
      .map(({ id }) => ({ name, id })),
  )
}
