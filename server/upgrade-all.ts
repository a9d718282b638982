import { buildModel, ensurePartitions, readOverlay, upgrade } from '#engine'
import { listWorkspaces } from '#platform/control'
import { modules } from '../modules/all.ts'
import type { Services } from './services.ts'

/** Brings every workspace's tables up to the declarations of this version. Safe to run again, and by several processes. */
export const upgradeAll = async ({ database, log }: Pick<Services, 'database' | 'log'>): Promise<void> => {
  for (const place of await listWorkspaces(database)) {
    await ensurePartitions(database, place.schemaName, new Date())
    const model = buildModel(modules, await readOverlay(database, place.schemaName, place.schemaVersion), place.zone)
    if (await isCurrent(database, place.schemaName, model.version)) continue
    log.info({ workspace: place.slug }, 'upgrading tables')
    await upgrade(database, place.schemaName, model)
    await database.query(`insert into "${place.schemaName}".built (model, at) values ($1, now()) on conflict (model) do nothing`, [model.version])
  }
}

/** Has this very state of declarations been built before: then there is nothing to compare. */
const isCurrent = async (database: Services['database'], schema: string, version: string): Promise<boolean> => {
  const [table] = await database.query(`select to_regclass($1) is not null as there`, [`"${schema}".built`])
  if (!(table as { there: boolean }).there) return false
  const [row] = await database.query(`select 1 as one from "${schema}".built where model = $1`, [version])
  return row !== undefined
}
