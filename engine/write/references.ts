import { and, compile, nameLiteral, sql, type Statement, value } from '../sql.ts'
import type { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import { scopeSql } from '../rights/scope.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'
import { run, statementFor } from '../query/statements.ts'
import { UnknownReference } from './errors.ts'
import type { Values } from './read-input.ts'

interface Link {
  readonly row: number
  readonly field: FieldModel
  readonly object: string
  readonly id: string
}

/**
 * Every reference must point to a living record that the writer may see; one she may not see gets the answer of one that
 * never was. All references of all rows are checked by one statement.
 */
export const checkReferences = async (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  report: (row: number, problem: AppError) => void,
): Promise<void> => {
  const links = rows.flatMap((row, i) => linksOf(object, row, i)).filter((link) => !isSelf(ctx, link))
  if (links.length === 0) return
  const targets = [...new Set(links.map((l) => l.object))].sort()
  const { schema, model } = ctx.workspace
  const { access } = ctx.actor
  const key = JSON.stringify(['references', schema, access.key, targets])
  const statement = statementFor(key, (): Statement => {
    const each = targets.map((name, i) => {
      const target = objectOf(model, name)
      const where = and([
        sql`t.id = any(${value(i, 'uuid[]')})`,
        sql`t."deletedAt" is null`,
        scopeSql(access, schema, target, 't', 'read'),
      ])
      return sql`select ${nameLiteral(name)} as object, t.id from ${sql.id(schema, name)} as t where ${where}`
    })
    return compile(sql.join(each, sql` union all `) as ReturnType<typeof and>)
  })
  const values = targets.map((name) => [...new Set(links.filter((l) => l.object === name).map((l) => l.id))])
  const found = await run<{ object: string; id: string }>(ctx.session, statement, {
    values,
    actor: ctx.actor,
    now: ctx.now,
  })
  const seen = new Set(found.map((f) => `${f.object} ${f.id}`))
  for (const link of links)
    if (!seen.has(`${link.object} ${link.id}`))
      report(link.row, UnknownReference({ field: link.field.label['zh-CN'] }).at(link.field.name))
}

const isSelf = (ctx: Context, link: Link) => link.object === 'user' && link.id === ctx.actor.id

const linksOf = (object: ObjectModel, row: Values, index: number): Link[] =>
  linkFields(object).flatMap((field) => {
    const given = row[field.name]
    if (given === null || given === undefined) return []
    if (field.field.kind === 'relatedTo') {
      const about = given as { object: string; id: string }
      return [{ row: index, field, object: about.object, id: about.id }]
    }
    const ids = Array.isArray(given) ? (given as string[]) : [given as string]
    return ids.map((id) => ({ row: index, field, object: field.targets[0]!, id }))
  })

const known = new WeakMap<ObjectModel, readonly FieldModel[]>()

const linkFields = (object: ObjectModel): readonly FieldModel[] => {
  const kept = known.get(object)
  if (kept) return kept
  const found = [...object.fields.values()].filter((f) => f.targets.length > 0)
  known.set(object, found)
  return found
}
