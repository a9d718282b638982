import { fillReach, fillTotals, needsReach, needsTotals } from '#engine'
import { bumpVersion, listWorkspaces } from '#platform/control'
import type { Services } from './services.ts'

const name = 'fill-kept'
/** Seconds one run may take. */
const longest = 6 * 3_600

/** The job that works out what records carry of those above them, and the totals kept of records, for rows from before. */
export const defineFillKept = async (services: Services): Promise<void> => {
  const { jobs } = services
  await jobs.define(
    name,
    (job) =>
      fillKept(services, { progress: (rows) => void job.progress(rows, rows), cancelled: () => job.cancelled() }),
    { expireIn: longest, retryLimit: 20, keyHolds: 'waiting' },
  )
  await jobs.schedule(name, '7 4 * * *', { zone: 'Asia/Shanghai' })
}

/** Fills it in, and mends what an older version of the program wrote beside this one. */
export const fillKept = async (
  { database, workspaces }: Pick<Services, 'database' | 'workspaces'>,
  options: Parameters<typeof fillReach>[2] = {},
): Promise<void> => {
  for (const place of await listWorkspaces(database)) {
    const { ground } = await workspaces.asSystem({ workspaceId: place.id, ...place }, '补齐上级归属')
    // Every process reads the model afresh, and from then on finds records by what they carry.
    const done = async (session: typeof ground.session) => void (await bumpVersion(session, place.id, 'schema'))
    await fillReach(ground, done, options)
    await fillTotals(database, ground.workspace.schema, ground.workspace.model, done)
  }
}

/** Starts it where a workspace has rows that wait for it: after an upgrade. */
export const fillKeptWhereNeeded = async ({ jobs, database, workspaces }: Services): Promise<void> => {
  for (const place of await listWorkspaces(database)) {
    const { workspace } = await workspaces.asSystem({ workspaceId: place.id, ...place }, '补齐上级归属')
    if (needsReach(workspace.model) || needsTotals(workspace.model))
      return void (await jobs.enqueue(name, {}, { key: 'all' }))
  }
}
