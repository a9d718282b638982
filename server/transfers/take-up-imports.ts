import { listWorkspaces } from '#platform/control'
import type { Services } from '../services.ts'
import type { Asked } from './owner.ts'

const jobOf = { running: 'import.run', cancelling: 'import.run', reverting: 'import.revert' } as const

/**
 * Gives imports that are under way a job where they have none: theirs died more often than it is tried again, or could not even
 * say that it gave up, the disk being full. A check is not among them: nothing is written, and it can be asked for anew.
 */
export const takeUpImports = async ({ jobs, database }: Pick<Services, 'jobs' | 'database'>): Promise<void> => {
  for (const { id: workspaceId, schemaName } of await listWorkspaces(database)) {
    const imports = await database.query<{ id: string; status: keyof typeof jobOf }>(
      `select id, status from "${schemaName}".import where status = any($1)`,
      [Object.keys(jobOf)],
    )
    for (const { id, status } of imports)
      await jobs.enqueue(jobOf[status], { workspaceId, id } satisfies Asked, { key: id })
  }
}
