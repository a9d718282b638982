import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'

/** The objects that rights are worked out from. */
const sources = new Set(['user', 'department', 'role'])

/** Runs a write; if rights depend on the object, those who keep rights in memory take part, whichever path it came by. */
export const withRights = <T>(ctx: Context, object: ObjectModel, write: (ctx: Context) => Promise<T>): Promise<T> => {
  const { rights } = ctx.ground
  if (!rights || !sources.has(object.name)) return write(ctx)
  return ctx.transaction(async (inside) => {
    await rights.changing(inside)
    const done = await write(inside)
    await rights.changed(inside)
    inside.session.afterCommit(rights.settled)
    return done
  })
}
