import { buildModel, fillSearch, needsFill, readOverlay } from '#engine'
import { listWorkspaces } from '#platform/control'
import { modules } from '#modules/all'
import type { Services } from './services.ts'

const name = 'fill-search'
/** Seconds one run may take; the next goes on where it stopped. */
const longest = 6 * 3_600

/** The job that works out what search keeps, for rows written before search knew their fields. */
export const defineFillSearch = async ({ jobs, database }: Services): Promise<void> => {
  await jobs.define(
    name,
    async (job) => {
      for (const { schemaName, schemaVersion, zone } of await listWorkspaces(database)) {
        const model = buildModel(modules, await readOverlay(database, schemaName, schemaVersion), zone)
        const progress = (_: string, rows: number) => job.progress(rows, rows)
        await fillSearch(database, schemaName, model, { progress, cancelled: () => job.cancelled(), stragglers: true })
      }
    },
    { expireIn: longest, retryLimit: 20, keyHolds: 'waiting' },
  )
  await jobs.schedule(name, '37 3 * * *', { zone: 'Asia/Shanghai' })
}

/** Starts it where a workspace has rows that wait for it: after an upgrade, or a change of what is searched. */
export const fillSearchWhereNeeded = async ({ jobs, database }: Pick<Services, 'jobs' | 'database'>): Promise<void> => {
  for (const { schemaName, schemaVersion, zone } of await listWorkspaces(database)) {
    const model = buildModel(modules, await readOverlay(database, schemaName, schemaVersion), zone)
    if (!(await needsFill(database, schemaName, model))) continue
    await jobs.enqueue(name, {}, { key: 'all' })
    return
  }
}
