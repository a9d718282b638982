import { Readable } from 'node:stream'
import {
  buildModel,
  continueCount,
  createTableToLoad,
  createToLoad,
  type Database,
  endUnfinished,
  type Model,
  readOverlay,
  type Session,
  verifySeal,
} from '#engine'
import {
  copyInNew,
  copyOut,
  Damaged,
  fileKeys,
  type Header,
  measureOf,
  nameOf,
  openBackup,
  passOver,
  type Proven,
  type Table,
  TooNew,
} from '#platform/backup'
import { applyMigrations, listWorkspaces, sealAnchor, type Workspace } from '#platform/control'
import type { FileStore } from '#platform/files'
import { modules } from '#modules/all'
import { chooseCompany, dropOthers } from './choose-company.ts'
import { allMigrations } from './migrations.ts'
import { isNewer, version } from './version.ts'

export interface LoadWork {
  readonly file: string
  readonly key: string
  /** Where attachments go. */
  readonly files: FileStore
  /** Of its companies this one alone, by id, address or name; the others are read for their digests and not loaded. */
  readonly only?: string
  /** Makes room, in the same transaction. */
  prepare?(session: Session): Promise<void>
  progress?(read: number, total: number): void
}

/** A backup that was loaded and compared. */
export interface Loaded extends Proven {
  /** Signed and encrypted what the database holds. */
  readonly secret: string
  /** The one company that was asked for. */
  readonly company: Workspace | null
}

/**
 * Loads a backup into an empty database, all of it or nothing: tables in one transaction, compared with the file before it is
 * committed. The SQL is ours alone; of the file only rows and checked names are used. The upgrade that every start does follows.
 */
export const loadDatabase = (database: Database, work: LoadWork): Promise<Loaded> =>
  database.owner.transaction(async (session) => {
    await session.query('set local idle_in_transaction_session_timeout = 0')
    await session.query('set local statement_timeout = 0')
    await work.prepare?.(session)
    const models = new Map<string, Model>()
    let header: Header | undefined
    let secret = ''
    let company: Workspace | null = null
    let kept: ReadonlySet<string> | undefined
    const ofOthers = ({ schema }: Table) =>
      work.only !== undefined && schema !== company?.schemaName && header!.workspaces.some((w) => w.schema === schema)
    const proven = await openBackup(
      work.file,
      work.key,
      {
        async header(told) {
          header = told
          checkVersion(told)
          await applyMigrations(
            session,
            allMigrations.filter(({ id }) => told.migrations.includes(id)),
          )
          if (work.only === undefined)
            for (const { schema, months } of told.workspaces) await createToLoad(session, schema, months)
        },
        secret: async (told) => void (secret = told),
        async table(table, rows) {
          const ours = header!.workspaces.some(({ schema }) => schema === table.schema)
          if (!ours && table.schema !== 'zhike' && table.schema !== 'auth') throw Damaged({ what: table.schema })
          if (ofOthers(table)) return passOver(table, rows)
          const model = ours ? await modelOf(session, table.schema, table.name, models) : null
          await createTableToLoad(session, table.schema, model, table.name, table.columns, table.key)
          await copyInNew(session, table, rows)
          if (work.only === undefined || nameOf(table) !== '"zhike"."workspace"') return
          const chosen = await chooseCompany(session, work.only)
          const place = header!.workspaces.find(({ schema }) => schema === chosen.schemaName)
          if (!place) throw Damaged({ what: chosen.schemaName })
          await createToLoad(session, place.schema, place.months)
          company = chosen
        },
        file: async (key, content) => {
          if (work.only !== undefined) kept ??= new Set(company ? await fileKeys(session, company.schemaName) : [])
          if (kept && !kept.has(key)) return passOver(key, content)
          await work.files.putBack(Readable.from(content), key)
        },
      },
      work.progress,
    )
    await applyMigrations(session, allMigrations)
    await compareTables(session, proven, (table) => !ofOthers(table))
    const chosen = company as Workspace | null // TypeScript does not see that the callbacks set it
    if (work.only !== undefined && !chosen) throw Damaged({ what: 'zhike.workspace' })
    if (chosen) await dropOthers(session, chosen.id)
    await compareSeals(session, proven, secret)
    for (const { schemaName } of await listWorkspaces(session)) {
      await continueCount(session, schemaName)
      await endUnfinished(session, schemaName)
    }
    return { ...proven, secret, company: chosen }
  })

/** A version of before can be loaded; a later one may mean by its tables what this one does not know. */
const checkVersion = (header: Header): void => {
  const unknown = header.migrations.some((step) => !allMigrations.some(({ id }) => id === step))
  if (unknown || isNewer(header.version, version)) throw TooNew({ version: header.version })
}

/** The objects of a workspace, once its own fields are loaded; those come before any record. */
const modelOf = async (
  session: Session,
  schema: string,
  table: string,
  models: Map<string, Model>,
): Promise<Model | null> => {
  if (table.startsWith('custom_')) return null
  const known = models.get(schema)
  if (known) return known
  const [place] = (await listWorkspaces(session)).filter(({ schemaName }) => schemaName === schema)
  if (!place) throw Damaged({ what: schema })
  const model = buildModel(modules, await readOverlay(session, schema, place.schemaVersion), place.zone)
  models.set(schema, model)
  return model
}

/** Reads everything again out of the database: counts, and contents in one order. */
const compareTables = async (session: Session, { header, manifest }: Proven, loaded: (table: Table) => boolean) => {
  for (const [nth, table] of header.tables.entries()) {
    if (!loaded(table)) continue
    const { rows, sha256 } = await measureOf(copyOut(session, table))
    const wanted = manifest.tables[nth]!
    if (rows !== wanted.rows || sha256 !== wanted.sha256) throw Damaged({ what: nameOf(table) })
  }
}

const compareSeals = async (session: Session, { manifest }: Proven, secret: string): Promise<void> => {
  for (const { id, schemaName } of await listWorkspaces(session)) {
    const wanted = manifest.seals.find(({ schema }) => schema === schemaName)
    const found = await verifySeal(session, schemaName, sealAnchor(id, secret))
    if (found.ok !== wanted?.ok || found.entries !== wanted.entries) throw Damaged({ what: `seal of ${schemaName}` })
  }
}
