import type { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../../schema/model.ts'
import { and, column, nameLiteral, type Sql, sql } from '../../sql.ts'
import { TargetDeleted } from '../errors.ts'
import type { Values } from '../read-input.ts'

/** The code by which the database says that what a record points to went to the bin meanwhile; its id is the detail. */
export const goneCode = 'ZK002'

/** The references that keep what they point to from the recycle bin. */
export const holdingFields = (object: ObjectModel): readonly FieldModel[] =>
  [...object.fields.values()].filter(({ field }) => field.options.restrict)

/** What a write does so that what it points to stays where it is. */
export interface HeldTargets {
  /** To stand behind the row of `alias` in a `from`. */
  readonly joins: Sql
  /** True, or the write breaks off. */
  readonly held: Sql
}

/**
 * Holds what the row of `alias` points to by these fields: whoever takes it away waits for this write and then sees it, and
 * this write waits for whoever is taking it away and then breaks off (`whileFree` is the other side).
 */
export const holdTargets = (
  schema: string,
  object: ObjectModel,
  alias: string,
  fields: readonly FieldModel[] = holdingFields(object),
): HeldTargets => {
  const links = fields.map((field, i) => ({ link: column(alias, field.name), to: field.targets[0]!, as: `hold${i}` }))
  const joins = links.map(
    ({ link, to, as }) =>
      sql`left join lateral (select p.id from ${sql.id(schema, to)} as p where p.id = ${link} and p."deletedAt" is null for key share) as ${sql.id(as)} on true`,
  )
  const held = links.map(
    ({ link, as }) =>
      sql`case when ${link} is not null and ${column(as, 'id')} is null then ${sql.id(schema, 'refuse')}(${nameLiteral(goneCode)}, array[${link}]) is null else true end`,
  )
  return { joins: joins.length > 0 ? sql.join(joins, sql` `) : sql``, held: and(held) }
}

/** The same for rows that are written in bulk, by statements of its own: within the transaction that writes them. */
export const holdTargetsOf = async (ctx: Context, object: ObjectModel, rows: readonly Values[]): Promise<void> => {
  for (const field of holdingFields(object)) {
    const ids = [...new Set(rows.map((row) => row[field.name]).filter((id) => id !== null && id !== undefined))]
    if (ids.length === 0) continue
    const held = await ctx.session.query(
      `select id from "${ctx.workspace.schema}"."${field.targets[0]!}" where id = any($1::uuid[]) and "deletedAt" is null order by id for key share`,
      [ids],
    )
    const there = new Set(held.map(({ id }) => id as string))
    const gone = ids.find((id) => !there.has(id as string))
    if (gone !== undefined) throw targetDeleted(ctx, object, rows, String(gone))
  }
}

/** Says which field of which row points to it. */
export const targetDeleted = (ctx: Context, object: ObjectModel, rows: readonly Values[], id: string): AppError => {
  const field = holdingFields(object).find(({ name }) => rows.some((row) => row[name] === id))!
  const row = rows.findIndex((one) => one[field.name] === id)
  const target = objectOf(ctx.workspace.model, field.targets[0]!)
  const problem = TargetDeleted({ field: field.label, object: target.label })
  return problem.at(field.name, rows.length > 1 ? row : undefined)
}
