import type { Context } from '../context.ts'
import { type FieldModel, objectOf, type ObjectModel } from '../schema/model.ts'
import { compile, sql, value } from '../sql.ts'
import { pointedTo } from './rollups/child-link.ts'
import { numberRows } from './serials/number-rows.ts'
import { recompute } from './rollups/rollups.ts'

interface Ask {
  readonly object: string
  readonly field: string
  readonly since: string
  readonly last: string | null
  readonly filled_at: string | null
  /** So long ago that whoever still worked without the field is done. */
  readonly settled: boolean
}

/** What is left to do: nothing, or to look once more at what was written meanwhile. */
export type Filled = 'done' | 'look again' | 'cancelled'

/** How an upgrade is told of it and stops it. */
export interface FillFieldsOptions {
  readonly progress?: (field: string, rows: number) => void
  /** Asked between batches; true stops, and the next run goes on from there. */
  readonly cancelled?: () => boolean
  /** Seconds after which no process works without the new field any more. */
  readonly settleSeconds?: number
}

const batchSize = 200
const settleSeconds = 60

/**
 * Works out roll-ups and gives numbers for the records that were there before the field: in small batches, each a short
 * transaction of its own, so that nobody waits; what was done stays done when the process dies. For a moment some process
 * may still write without knowing the field: what was written since is looked at once more later.
 */
export const fillFields = async (ctx: Context, options: FillFieldsOptions = {}): Promise<Filled> => {
  const { schema, model } = ctx.workspace
  const asks = await ctx.session.query<Ask>(
    `select object, field, since, last, filled_at, filled_at < clock_timestamp() - make_interval(secs => $1) as settled
     from "${schema}".field_fill order by since, object, field`,
    [options.settleSeconds ?? settleSeconds],
  )
  let left: Filled = 'done'
  for (const ask of asks) {
    const object = model.objects.get(ask.object)
    const field = object?.fields.get(ask.field)
    const gone = !object || !field || field.retired
    const state = gone ? 'done' : await fillField(ctx, objectOf(model, ask.object), field, ask, options)
    if (state === 'cancelled') return state
    if (state === 'look again') left = state
    else
      await ctx.session.query(`delete from "${schema}".field_fill where object = $1 and field = $2 and since = $3`, [
        ask.object,
        ask.field,
        ask.since,
      ])
  }
  return left
}

const fillField = async (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  ask: Ask,
  options: FillFieldsOptions,
): Promise<Filled> => {
  const { schema } = ctx.workspace
  if (ask.filled_at === null) {
    let rows = 0
    for (let last = ask.last; ;) {
      if (options.cancelled?.()) return 'cancelled'
      const ids = await nextIds(ctx, object, last)
      last = ids.at(-1) ?? last
      await ctx.transaction(async (inside) => {
        await fillRows(inside, object, field, ids)
        await inside.session.query(
          `update "${schema}".field_fill set last = $4, filled_at = case when $5 then clock_timestamp() end where object = $1 and field = $2 and since = $3`,
          [object.name, field.name, ask.since, last, ids.length === 0],
        )
      })
      if (ids.length === 0) return 'look again'
      options.progress?.(field.name, (rows += ids.length))
    }
  }
  if (!ask.settled) return 'look again'
  for await (const ids of writtenSince(ctx, object, field, ask.since)) {
    if (options.cancelled?.()) return 'cancelled'
    await ctx.transaction((inside) => fillRows(inside, object, field, ids))
  }
  return 'done'
}

const fillRows = async (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  if (field.field.kind === 'rollup') await recompute(ctx, object, [field], ids)
  else await numberRows(ctx, object, field, ids)
}

const nextIds = async (ctx: Context, object: ObjectModel, last: string | null): Promise<string[]> => {
  const table = `"${ctx.workspace.schema}"."${object.name}"`
  const rows = await ctx.session.query<{ id: string }>(
    `select id from ${table} where $1::uuid is null or id > $1 order by id limit ${batchSize}`,
    [last],
  )
  return rows.map(({ id }) => id)
}

/** The records whose value may have been missed: new ones without a number; those that children were moved to or from. */
async function* writtenSince(
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  since: string,
): AsyncGenerator<readonly string[]> {
  const { schema, model } = ctx.workspace
  if (field.field.kind === 'serial') {
    const { text } = compile(
      sql`select id from ${sql.id(schema, object.name)} where ${sql.id(field.name)} is null order by id limit ${value(0, 'int')}`,
    )
    for (;;) {
      const ids = (await ctx.session.query<{ id: string }>(text, [batchSize])).map(({ id }) => id)
      if (ids.length === 0) return
      yield ids
    }
  }
  const { of, by } = field.field.options.rollup!
  const link = objectOf(model, of).fields.get(by)!
  // Only what the children pointed to and point to, each once: an import may have written a hundred thousand meanwhile.
  const links = await ctx.session.query<{ value: unknown }>(
    `select distinct v.value from "${schema}".change h left join "${schema}"."${of}" k on k.id = h.record
       cross join lateral (values (h.old->$3::text), (h.new->$3::text), (to_jsonb(k."${link.name}"))) v(value)
     where h.object = $1 and h.at >= $2 and jsonb_typeof(v.value) <> 'null'`,
    [of, since, link.name],
  )
  const ids = new Set(links.flatMap(({ value: to }) => pointedTo(link, object, { [link.name]: to })))
  const all = [...ids].sort()
  for (let at = 0; at < all.length; at += batchSize) yield all.slice(at, at + batchSize)
}
