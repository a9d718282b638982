import type { Context } from '../context.ts'
import type { ObjectModel } from '../schema/model.ts'
import type { Values } from './read-input.ts'
import { withRollups } from './rollups.ts'
import { withRights } from './with-rights.ts'

/** Runs a write with all that follows from it: figures on other records, rights that depend on these, word to who waits. */
export const withConsequences = <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> =>
  withRights(ctx, object, async (inside) => {
    const done = await withRollups(inside, object, rows, write)
    const { written } = ctx.ground
    if (written) inside.session.afterCommit(written)
    return done
  })
