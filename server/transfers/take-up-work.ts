import { listWorkspaces } from '#platform/control'
import type { Services } from '../services.ts'
import { giveUpExport } from './export-job.ts'
import type { Asked } from './owner.ts'

const jobOf = { running: 'import.run', cancelling: 'import.run', reverting: 'import.revert' } as const

/**
 * Looks after long work that is under way and has no job: its own died more often than it is tried again, or could not even say
 * that it gave up, the disk being full. An import or a bulk change goes on where it was; an export is ended, as it would have to
 * begin anew and may be what its process died of. A check is not among them: nothing is written, and it can be asked for anew.
 */
export const takeUpWork = async (services: Pick<Services, 'jobs' | 'database'>): Promise<void> => {
  const { jobs, database } = services
  for (const { id: workspaceId, schemaName } of await listWorkspaces(database)) {
    const imports = await database.query<{ id: string; status: keyof typeof jobOf }>(
      `select id, status from "${schemaName}".import where status = any($1)`,
      [Object.keys(jobOf)],
    )
    for (const { id, status } of imports)
      await jobs.enqueue(jobOf[status], { workspaceId, id } satisfies Asked, { key: id })
    const exports = await database.query<{ id: string }>(
      `select id from "${schemaName}".export where status = 'running'`,
    )
    for (const { id } of exports) await giveUpExport(services, { workspaceId, id })
    // A younger one may be what a call does itself.
    const bulk = await database.query<{ id: string }>(
      `select id from "${schemaName}".bulk_change where status = 'running' and at < now() - interval '10 minutes'`,
    )
    for (const { id } of bulk) await jobs.enqueue('bulk.run', { workspaceId, id } satisfies Asked, { key: id })
  }
}
