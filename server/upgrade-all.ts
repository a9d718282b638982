import {
  buildModel,
  Context,
  type Database,
  engineTablesVersion,
  ensurePartitions,
  type Model,
  noteEnd,
  openToRunTime,
  readOverlay,
  runTimeAccount,
  type Session,
  systemActor,
  systemClock,
  tablesVersion,
  upgrade,
  upgradeEngineTables,
} from '#engine'
import { widenViewGrants } from '#modules/admin'
import { bumpVersion, listWorkspaces, sealAnchor, type Workspace as Place } from '#platform/control'
import { modules } from '#modules/all'
import type { Services } from './services.ts'

/** What an upgrade needs of the services: a restore has no others yet. */
export interface UpgradeWork {
  readonly database: Database
  readonly log: Services['log']
  readonly config: Pick<Services['config'], 'secret'>
  /** Nobody works there yet, as after a restore: indexes are built several at a time, and the caller has all of it analysed. */
  readonly alone?: boolean
}

/** Brings every workspace's tables up to the declarations of this version. Safe to run again, and by several processes. */
export const upgradeAll = async (services: UpgradeWork): Promise<void> => {
  const { log, config } = services
  // All of it as the owner of the tables: the account that the app runs as may only just have been made.
  const database = services.database.owner
  const account = await runTimeAccount(services.database)
  for (const place of await listWorkspaces(database)) {
    const { schemaName: schema } = place
    const built = await builtStates(database, schema)
    if (!built.has(engineTablesVersion)) {
      await upgradeEngineTables(database, schema)
      await remember(database, schema, engineTablesVersion)
    }
    if (!built.has(anchored)) {
      const anchor = sealAnchor(place.id, config.secret)
      if (!(await anchor.read(database))) await noteEnd(database, schema, anchor)
      await remember(database, schema, anchored)
    }
    await ensurePartitions(database, schema, new Date())
    await openToRunTime(database, schema, account)
    const model = buildModel(modules, await readOverlay(database, schema, place.schemaVersion), place.zone)
    if (!built.has(tablesVersion(model))) {
      log.info({ workspace: place.slug }, 'upgrading tables')
      await upgrade(database, schema, model, services.alone)
      await openToRunTime(database, schema, account)
      await remember(database, schema, tablesVersion(model))
    }
    if (!built.has(viewsShared)) {
      await database.transaction((session) => shareViews(session, place, model, config.secret))
      await remember(database, schema, viewsShared)
    }
  }
}

/** The state from which on roles that keep rights of their own share views as the standard roles do. */
const viewsShared = 'views for roles and departments'

const shareViews = async (session: Session, place: Place, model: Model, secret: string): Promise<void> => {
  const { id, name, schemaName: schema, zone, currency } = place
  const reason = '升级:自定义角色也能看到给它的视图'
  const ground = { session, workspace: { id, name, schema, zone, currency, model }, clock: systemClock, secret }
  const ctx = new Context(ground, systemActor(model, reason), { via: 'system', reason })
  if ((await widenViewGrants(ctx)) > 0) await bumpVersion(session, id, 'rights')
}

/** The state from which on a database without a note of its last seal has lost it. */
const anchored = 'seal anchor'

/** Lets the account that the app runs as use what lies beside the workspaces: control, sign-in. */
export const openControlToRunTime = async (database: Database): Promise<void> => {
  const account = await runTimeAccount(database)
  for (const schema of ['zhike', 'auth']) await openToRunTime(database.owner, schema, account)
}

/** The states of declarations that this database was built to before: then there is nothing to compare. */
const builtStates = async (database: Database, schema: string): Promise<ReadonlySet<string>> => {
  const [table] = await database.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    `"${schema}".built`,
  ])
  if (!table!.there) return new Set()
  const rows = await database.query<{ model: string }>(`select model from "${schema}".built`)
  return new Set(rows.map((row) => row.model))
}

const remember = (database: Database, schema: string, state: string) =>
  database.query(`insert into "${schema}".built (model, at) values ($1, now()) on conflict (model) do nothing`, [state])
