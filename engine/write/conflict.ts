import type { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import { listed } from '../errors.ts'
import type { ObjectModel } from '../schema/model.ts'
import { canRead } from '../rights/access.ts'
import type { Before } from './read-before.ts'
import { Conflict, UnknownVersion } from './errors.ts'
import type { Edit } from './update.ts'
import type { Values } from './read-input.ts'
import { same } from './same.ts'

/**
 * An edit made on an older version: fields that nobody else touched since merge silently; where two people changed the
 * same field to different values, the later one is asked (mine, theirs, original).
 */
export const mergeOnto = async (
  ctx: Context,
  object: ObjectModel,
  edit: Edit,
  before: Before,
  values: Values,
  problems: AppError[],
): Promise<void> => {
  if (edit.version! > before.version) return void problems.push(UnknownVersion())
  const since = await ctx.session.query<{ old: Values; new: Values }>(
    `select old, new from "${ctx.workspace.schema}".change where record = $1 and version > $2 and op = 'update' order by version`,
    [edit.id, edit.version],
  )
  const original: Record<string, unknown> = {}
  for (const change of since)
    for (const [name, was] of Object.entries(change.old)) if (!(name in original)) original[name] = was
  const clashing = Object.keys(values).filter(
    (name) => name in original && !same(values[name], before.row[name] ?? null),
  )
  if (clashing.length === 0) return
  const seen = (from: Values) =>
    Object.fromEntries(clashing.filter((n) => readable(ctx, object, n)).map((n) => [n, from[n] ?? null]))
  problems.push(
    Conflict({ fields: listed(clashing.map((name) => object.fields.get(name)!)) }).with({
      mine: seen(values),
      theirs: seen(before.row),
      original: seen(original),
      version: before.version,
    }),
  )
}

const readable = (ctx: Context, object: ObjectModel, name: string) =>
  canRead(ctx.actor.access, object, object.fields.get(name)!)
