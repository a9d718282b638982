import type { Context } from '../context.ts'
import { run, statementFor } from '../query/statements.ts'
import { childrenOf } from '../rights/reach.ts'
import type { ObjectModel } from '../schema/model.ts'
import { column, compile, sql, value } from '../sql.ts'

/** Those of the living records that something living belongs to: contacts, what was done and is to be done with them. */
export const withWorkBelow = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<string[]> => {
  const { schema, model } = ctx.workspace
  const kinds = childrenOf(model, object)
  if (kinds.length === 0) return []
  const statement = statementFor(JSON.stringify(['work below', schema, model.version, object.name]), () => {
    const each = kinds.map(({ child, field }) => {
      const [link, type] = field.kind.column === 'uuid' ? [sql``, 'uuid[]'] : [sql`->>'id'`, 'text[]']
      const above = sql`${column('t', field.name)}${link}`
      return sql`select (${above})::uuid as id from ${sql.id(schema, child.name)} t
        where ${above} = any(${value(0, type)}) and t."deletedAt" is null`
    })
    return compile(sql`select a.id from (${sql.join(each, sql` union `)}) a
      join ${sql.id(schema, object.name)} o on o.id = a.id and o."deletedAt" is null`)
  })
  const inputs = { values: [ids], actor: ctx.actor, now: ctx.now }
  return (await run<{ id: string }>(ctx.session, statement, inputs, true)).map(({ id }) => id)
}
