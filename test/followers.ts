import { setTimeout as pause } from 'node:timers/promises'
import type { OwnDatabase } from './own-database.ts'

/** Waits until what follows from changes has begun to: a follower begins with the present, what came before is no news to it. */
export const followersBegan = async ({ db }: Pick<OwnDatabase, 'db'>): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if ((await db.query(`select from ws_main.follower where name in ('notifications', 'webhooks')`)).length === 2)
      return
    await pause(50)
  }
  throw new Error('the followers did not begin')
}
