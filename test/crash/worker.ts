import { setTimeout as wait } from 'node:timers/promises'
import { Database } from '#engine'
import { createJobs } from '#platform/jobs'

/** A process that does jobs, for tests to kill: each leaves a note of its attempt, and its effect once per key. */
const url = process.env['DATABASE_URL']!
const db = new Database(url, { max: 6 })
const jobs = await createJobs({ url, db })
jobs.define<{ key: number; slow?: boolean }>(
  'note',
  async ({ data: { key, slow } }) => {
    await db.query('insert into attempt values ($1, $2)', [key, process.pid])
    if (slow) await wait(200)
    await db.query('insert into effect values ($1, $2) on conflict do nothing', [key, process.pid])
  },
  { expireIn: 3, retryDelay: 1, concurrency: 4 },
)
await jobs.start()
process.send?.('ready')
