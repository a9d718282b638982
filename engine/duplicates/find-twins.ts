import { compile, type Sql, sql } from '../sql.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { run, statementFor } from '../query/statements.ts'
import { fieldRight } from '../rights/access.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import type { Values } from '../write/read-input.ts'
import { meansSame, type Twin } from './twin.ts'
import { type Looked, twinOf, twinsSql, twinValues } from './twins-sql.ts'

/**
 * The fields by which she may ask whether somebody is there already: those compared that she may write. Of what she sees only in
 * part she could otherwise try out the rest.
 */
export const comparedFields = (ctx: Context, object: ObjectModel): FieldModel[] =>
  (object.def.duplicates ?? [])
    .map((name) => object.fields.get(name as string)!)
    .filter((field) => fieldRight(ctx.actor.access, object, field) === 'write')

/** What is typed so far, as the field stores it; nothing where it is none yet. */
const stored = (field: FieldModel, given: unknown): string | null => {
  if (typeof given !== 'string' || given.trim() === '') return null
  try {
    return String(field.kind.parse(given, field.field)) || null
  } catch (error) {
    // A half-typed phone number is nobody's duplicate yet.
    if (error instanceof AppError) return null
    throw error
  }
}

/** Who is there already with one of these values, over the whole company, in one statement. For the server's own eyes. */
export const findTwins = async (ctx: Context, object: ObjectModel, typed: Values): Promise<Twin[]> => {
  const looked: Looked = new Map(
    comparedFields(ctx, object).flatMap((field) => {
      const value = stored(field, typed[field.name])
      return value === null ? [] : [[field, [value]] as const]
    }),
  )
  if (looked.size === 0) return []
  const fields = [...looked.keys()]
  const { schema } = ctx.workspace
  const key = JSON.stringify(['twins', schema, ctx.actor.access.key, object.name, fields.map((f) => f.name)])
  const statement = statementFor(key, () =>
    compile(
      sql.join(
        twinsSql(ctx, object, fields, 0).map(
          ({ id, may, row, from }) => sql`(select ${id} as id, ${may} as may, (${row})::text as row ${from})`,
        ),
        sql` union all `,
      ) as Sql,
    ),
  )
  const inputs = { values: twinValues(looked), actor: ctx.actor, now: ctx.now }
  const found = (await run<{ id: string; may: boolean; row: string }>(ctx.session, statement, inputs)).map(twinOf)
  return found.filter((twin) => {
    const field = object.fields.get(twin.field)!
    return looked.get(field)!.some((value) => meansSame(field, value, twin.value, false))
  })
}
