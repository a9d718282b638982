import type { Context } from '../../context.ts'
import { run, statementFor } from '../../query/statements.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../../schema/model.ts'
import { column, compile, or, type Sql, sql, value } from '../../sql.ts'
import { Held } from '../errors.ts'

interface Holder {
  readonly object: ObjectModel
  readonly field: FieldModel
}

/** Who keeps records of this object from the recycle bin by pointing to them. */
export const holdersOf = (ctx: Context, object: ObjectModel): readonly Holder[] =>
  object.inverses
    .map((inverse) => {
      const from = objectOf(ctx.workspace.model, inverse.object)
      return { object: from, field: from.fields.get(inverse.field)! }
    })
    .filter(({ field }) => field.field.options.restrict)

/** Whether a living record holds the row of `alias`. */
export const heldSql = (schema: string, holders: readonly Holder[], alias: string): Sql =>
  or(holders.map((holder) => sql`exists (select ${heldBy(schema, holder, sql`= ${column(alias, 'id')}`)})`))

const heldBy = (schema: string, { object, field }: Holder, id: Sql): Sql =>
  sql`from ${sql.id(schema, object.name)} as h where ${column('h', field.name)} ${id} and h."deletedAt" is null`

/** Refuses to remove what living records still point to; whether the caller sees them makes no difference. */
export const checkHeld = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<void> => {
  const { schema } = ctx.workspace
  for (const holder of holdersOf(ctx, object)) {
    const key = JSON.stringify(['held', schema, holder.object.name, holder.field.name])
    const statement = statementFor(key, () =>
      compile(sql`select count(*)::int as count ${heldBy(schema, holder, sql`= any(${value(0, 'uuid[]')})`)}`),
    )
    const [held] = await run<{ count: number }>(ctx.session, statement, {
      values: [ids],
      actor: ctx.actor,
      now: ctx.now,
    })
    if (held!.count > 0) throw Held({ count: held!.count, object: holder.object.label, held: object.label })
  }
}
