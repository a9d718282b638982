import type { Session } from '../database.ts'
import { Context } from '../context.ts'
import { systemActor } from './actor.ts'
import { refreshReach } from '../write/sql/reach-down.ts'
import type { Ground } from '../workspace.ts'
import { reachFilling } from './reach.ts'
import type { Model } from '../schema/model.ts'

/** How an upgrade is told of it and stops it. */
export interface FillReachOptions {
  /** How many rows are done. */
  readonly progress?: (rows: number) => void
  /** Asked between batches; true stops, and the next run begins anew. */
  readonly cancelled?: () => boolean
}

const batchSize = 1_000
const noId = '00000000-0000-0000-0000-000000000000'

/** Is there an object of which old rows do not yet carry who is above them. */
export const needsReach = (model: Model): boolean =>
  [...model.objects.keys()].some((name) => model.unfilled.has(reachFilling(name)))

/**
 * Works out what every row carries of those above it, objects with parents of their own last: rows from before an upgrade,
 * and rows that an older version of the program wrote beside this one. In small batches, so that nobody waits; rows that are
 * right are not written. `done` hears of each object whose rows all carry it now.
 */
export const fillReach = async (
  ground: Ground,
  done: (session: Session, object: string) => Promise<void>,
  { progress, cancelled }: FillReachOptions = {},
): Promise<void> => {
  const { model, schema } = ground.workspace
  const ctx = new Context(ground, systemActor(model, '补齐上级归属'), { via: 'system', reason: '补齐上级归属' })
  const objects = [...model.objects.values()].filter((o) => o.reach.length > 0)
  const height = (o: (typeof objects)[number]) => Math.max(...o.reach.map((r) => r.path.split('.').length))
  let rows = 0
  for (const object of objects.toSorted((a, b) => height(a) - height(b))) {
    for (let last = noId; ;) {
      if (cancelled?.()) return
      const batch = await ctx.session.query<{ id: string }>(
        `select id from "${schema}"."${object.name}" where id > $1 order by id limit ${batchSize}`,
        [last],
      )
      if (batch.length === 0) break
      await refreshReach(
        ctx,
        object,
        batch.map((r) => r.id),
      )
      last = batch.at(-1)!.id
      progress?.((rows += batch.length))
    }
    if (model.unfilled.has(reachFilling(object.name)))
      await ctx.session.transaction(async (session) => {
        await session.query(`delete from "${schema}".unfilled where what = $1`, [reachFilling(object.name)])
        await done(session, object.name)
      })
  }
}
