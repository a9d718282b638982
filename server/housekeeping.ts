import { ensurePartitions, sealChanges } from '#engine'
import { sweepFiles } from '#platform/files'
import { forgetDeliveries, forgetOldSecrets } from '#modules/integration'
import { listWorkspaces, sealAnchor } from '#platform/control'
import type { Services } from './services.ts'

/** How long an idempotency key is remembered. */
const keyDays = 7

/** What the house does by itself: seal the change log, forget old idempotency keys, make the next months' partitions, sweep files. */
export const defineHousekeeping = async ({ jobs, database, clock, files, config }: Services): Promise<void> => {
  await jobs.define('seal', async () => {
    for (const { id, schemaName } of await listWorkspaces(database)) {
      const anchor = sealAnchor(id, config.secret)
      while ((await sealChanges(database, schemaName, clock.now().toISOString(), anchor)) > 0);
    }
  })
  await jobs.define('tidy', async () => {
    for (const { schemaName } of await listWorkspaces(database)) {
      await database.query(`delete from "${schemaName}".idempotency where at < now() - interval '${keyDays} days'`)
      await ensurePartitions(database, schemaName, clock.now())
      await forgetDeliveries(database, schemaName)
      await forgetOldSecrets(database, schemaName)
      await database.query(`delete from "${schemaName}".team_member where until < now() - interval '30 days'`)
    }
  })
  await jobs.define('sweep-files', async () => {
    for (const place of await listWorkspaces(database)) await sweepFiles(database, files, place, clock.now())
  })
  await jobs.schedule('seal', '*/5 * * * *', { zone: 'UTC' })
  await jobs.schedule('sweep-files', '47 3 * * *', { zone: 'Asia/Shanghai' })
  await jobs.schedule('tidy', '17 3 * * *', { zone: 'Asia/Shanghai' })
}
