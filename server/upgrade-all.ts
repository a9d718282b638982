import { buildModel, engineTablesVersion, ensurePartitions, readOverlay, upgrade, upgradeEngineTables } from '#engine'
import { listWorkspaces } from '#platform/control'
import { modules } from '#modules/all'
import type { Services } from './services.ts'

/** Brings every workspace's tables up to the declarations of this version. Safe to run again, and by several processes. */
export const upgradeAll = async ({ database, log }: Pick<Services, 'database' | 'log'>): Promise<void> => {
  for (const place of await listWorkspaces(database)) {
    const { schemaName: schema } = place
    const built = await builtStates(database, schema)
    if (!built.has(engineTablesVersion)) {
      await upgradeEngineTables(database, schema)
      await remember(database, schema, engineTablesVersion)
    }
    await ensurePartitions(database, schema, new Date())
    const model = buildModel(modules, await readOverlay(database, schema, place.schemaVersion), place.zone)
    if (built.has(model.version)) continue
    log.info({ workspace: place.slug }, 'upgrading tables')
    await upgrade(database, schema, model)
    await remember(database, schema, model.version)
  }
}

/** The states of declarations that this database was built to before: then there is nothing to compare. */
const builtStates = async (database: Services['database'], schema: string): Promise<ReadonlySet<string>> => {
  const [table] = await database.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `"${schema}".built`,
  ])
  if (!table!.there) return new Set()
  const rows = await database.query<{ model: string }>(`select model from "${schema}".built`)
  return new Set(rows.map((row) => row.model))
}

const remember = (database: Services['database'], schema: string, state: string) =>
  database.query(`insert into "${schema}".built (model, at) values ($1, now()) on conflict (model) do nothing`, [state])
