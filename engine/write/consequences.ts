import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import { withRights } from './with-rights.ts'

/** Runs a write with what follows from it beyond the record's own tables: rights that depend on it, word to who waits. */
export const withConsequences = <T>(
  ctx: Context,
  object: ObjectModel,
  write: (ctx: Context) => Promise<T>,
): Promise<T> =>
  withRights(ctx, object, async (inside) => {
    const done = await write(inside)
    const { written } = ctx.ground
    if (written) inside.session.afterCommit(written)
    return done
  })
