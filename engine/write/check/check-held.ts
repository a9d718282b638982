import type { Context } from '../../context.ts'
import { run, statementFor } from '../../query/statements.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../../schema/model.ts'
import { column, compile, sql, value } from '../../sql.ts'
import { Held } from '../errors.ts'

interface Holder {
  readonly object: ObjectModel
  readonly field: FieldModel
}

/** Who keeps records of this object from the recycle bin by pointing to them. */
const holdersOf = (ctx: Context, object: ObjectModel): readonly Holder[] =>
  object.inverses
    .map((inverse) => {
      const from = objectOf(ctx.workspace.model, inverse.object)
      return { object: from, field: from.fields.get(inverse.field)! }
    })
    .filter(({ field }) => field.field.options.restrict)

/**
 * Removes records to which nothing living points; refuses otherwise, whether the caller sees it or not. They are locked first:
 * whoever is writing what points to them has them locked as well (`holdTargets`), is waited for, and is seen then.
 */
export const whileFree = async <T>(
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  remove: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const holders = holdersOf(ctx, object)
  if (holders.length === 0) return remove(ctx)
  return ctx.transaction(async (inside) => {
    const table = `"${ctx.workspace.schema}"."${object.name}"`
    await inside.session.query(`select id from ${table} where id = any($1::uuid[]) order by id for update`, [ids])
    await refuseHeld(inside, object, holders, ids)
    return remove(inside)
  })
}

const refuseHeld = async (
  ctx: Context,
  object: ObjectModel,
  holders: readonly Holder[],
  ids: readonly string[],
): Promise<void> => {
  const { schema } = ctx.workspace
  for (const holder of holders) {
    const key = JSON.stringify(['held', schema, holder.object.name, holder.field.name])
    const statement = statementFor(key, () =>
      compile(
        sql`select count(*)::int as count from ${sql.id(schema, holder.object.name)} as h where ${column('h', holder.field.name)} = any(${value(0, 'uuid[]')}) and h."deletedAt" is null`,
      ),
    )
    const [held] = await run<{ count: number }>(ctx.session, statement, {
      values: [ids],
      actor: ctx.actor,
      now: ctx.now,
    })
    if (held!.count > 0) throw Held({ count: held!.count, object: holder.object.label, held: object.label })
  }
}
