import { and, type Sql, sql } from '../../sql.ts'
import type { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { scopeSql } from '../../rights/scope.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { UnknownReference } from '../errors.ts'
import type { Values } from '../read-input.ts'

interface Link {
  readonly row: number
  readonly field: FieldModel
  readonly object: string
  readonly id: string
}

/** What rows point to: ids by object, without the writer herself. */
export const pointedAt = (ctx: Context, object: ObjectModel, rows: readonly Values[]): Map<string, string[]> => {
  const links = linksOf(object, rows).filter((link) => !isSelf(ctx, link))
  const byTarget = Map.groupBy(links, (link) => link.object)
  return new Map([...byTarget].sort().map(([name, each]) => [name, [...new Set(each.map((l) => l.id))]]))
}

/** The living ones among the records `ids` of an object that the writer may see. */
export const seenSql = (ctx: Context, target: ObjectModel, ids: Sql): Sql => {
  const { schema } = ctx.workspace
  const where = and([
    sql`t.id = any(${ids})`,
    sql`t."deletedAt" is null`,
    scopeSql(ctx.actor.access, schema, target, 't', 'read'),
  ])
  return sql`from ${sql.id(schema, target.name)} as t where ${where}`
}

/**
 * Every reference must point to a living record that the writer may see; one she may not see gets the answer of one that
 * never was. `seen` are those that were found, as `object id`.
 */
export const checkReferences = (
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  seen: ReadonlySet<string>,
  report: (row: number, problem: AppError) => void,
): void => {
  for (const link of linksOf(object, rows))
    if (!isSelf(ctx, link) && !seen.has(`${link.object} ${link.id}`))
      report(link.row, UnknownReference({ field: link.field.label }).at(link.field.name))
}

const isSelf = (ctx: Context, link: Link) => link.object === 'user' && link.id === ctx.actor.id

const linksOf = (object: ObjectModel, rows: readonly Values[]): Link[] => {
  const found: Link[] = []
  for (const [row, values] of rows.entries())
    for (const field of linkFields(object)) {
      const given = values[field.name]
      if (given === null || given === undefined) continue
      if (field.field.kind === 'relatedTo') found.push({ row, field, ...(given as { object: string; id: string }) })
      else
        for (const id of Array.isArray(given) ? (given as string[]) : [given as string])
          found.push({ row, field, object: field.targets[0]!, id })
    }
  return found
}

const known = new WeakMap<ObjectModel, readonly FieldModel[]>()

const linkFields = (object: ObjectModel): readonly FieldModel[] => {
  const kept = known.get(object)
  if (kept) return kept
  const found = [...object.fields.values()].filter((f) => f.targets.length > 0)
  known.set(object, found)
  return found
}
