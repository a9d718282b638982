import { type Session, verifySeal } from '#engine'
import { sealAnchor } from '#platform/control'
import type { FileStore } from '#platform/files'
import { type ArchiveWriter, createArchive } from './archive-writer.ts'
import { Cancelled } from './backup-errors.ts'
import { copyOut } from './copy-table.ts'
import { fileKeys } from './file-keys.ts'
import { formatVersion, type Header, headerSchema, type Manifest } from './format.ts'
import { type Snapshot, withSnapshot } from './snapshot.ts'
import { recipientOf } from './backup-key.ts'
import { listTables } from './table-list.ts'

/** What is backed up, and where to. */
export interface BackupWork {
  readonly databaseUrl: string
  readonly files: FileStore
  /** Where it is to stand. */
  readonly file: string
  readonly key: string
  /** Version of Zhike. */
  readonly version: string
  /** Signs and encrypts what the database holds of second factors and webhooks: without it they are lost. */
  readonly secret: string
  progress?(done: number, total: number): void
  cancelled?(): boolean
}

/** What a backup came to. */
export interface Made {
  readonly size: number
  readonly rows: number
  readonly manifest: Manifest
}

/** Writes a backup of the whole installation as it is at one moment, while people work. */
export const makeBackup = (work: BackupWork): Promise<Made> =>
  withSnapshot(work.databaseUrl, async (snapshot) => {
    const archive = await createArchive(work.file, await recipientOf(work.key))
    try {
      const manifest = await fill(archive, snapshot, work)
      if (work.cancelled?.()) throw Cancelled()
      const size = await archive.finish()
      return { size, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), manifest }
    } catch (error) {
      await archive.abandon()
      throw error
    }
  })

const fill = async (archive: ArchiveWriter, snapshot: Snapshot, work: BackupWork): Promise<Manifest> => {
  const { header, places, total } = await snapshot.look((session) => describe(session, work.version))
  await archive.add('header.json', JSON.stringify(header))
  await archive.add('secret', work.secret)
  let done = 0
  const step = (rows: number) => {
    if (work.cancelled?.()) throw Cancelled()
    work.progress?.(Math.min((done += rows), total), total)
  }
  const tables: Manifest['tables'] = []
  for (const [nth, table] of header.tables.entries()) {
    step(0)
    const rows = (session: Session) => stoppable(copyOut(session, table), work)
    const measure = await snapshot.look((session) => archive.addStream(`table-${nth}`, rows(session)))
    tables.push({ rows: measure.rows, sha256: measure.sha256 })
    step(measure.rows)
  }
  const seals: Manifest['seals'] = []
  for (const { schema, id } of places) {
    const anchor = sealAnchor(id, work.secret)
    const { ok, entries, seals: count } = await snapshot.look((session) => verifySeal(session, schema, anchor))
    seals.push({ schema, ok, entries, seals: count })
  }
  const { files, missing } = await addFiles(archive, snapshot, places, work)
  const manifest = { tables, files, missing, seals }
  await archive.add('manifest.json', JSON.stringify(manifest))
  return manifest
}

async function* stoppable(source: AsyncIterable<Buffer>, { cancelled }: BackupWork): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (cancelled?.()) throw Cancelled()
    yield chunk
  }
}

const describe = async (session: Session, version: string) => {
  const places = await session.query<{ id: string; schema: string }>(
    'select id, schema_name as schema from zhike.workspace order by created_at, id',
  )
  const tables = await listTables(
    session,
    places.map(({ schema }) => schema),
  )
  const migrations = await session.query<{ id: string }>('select id from zhike.migration order by applied_at, id')
  const months = await session.query<{ schema: string; month: string }>(
    `select n.nspname as schema, substr(c.relname, 8) as month from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relispartition and c.relkind = 'r' and c.relname ~ '^change_\\d{4}_\\d{2}$' order by 1, 2`,
    [places.map(({ schema }) => schema)],
  )
  const [server] = await session.query<{ version: string }>(`select current_setting('server_version') as version`)
  const header: Header = headerSchema.parse({
    format: formatVersion,
    version,
    postgres: server!.version,
    at: new Date().toISOString(),
    migrations: migrations.map(({ id }) => id),
    workspaces: places.map(({ schema }) => ({
      schema,
      months: months.filter((each) => each.schema === schema).map(({ month }) => month),
    })),
    tables: tables.map(({ schema, name, columns, key }) => ({ schema, name, columns, key })),
  })
  return {
    header,
    places,
    total: Math.max(
      1,
      tables.reduce((sum, { estimate }) => sum + estimate, 0),
    ),
  }
}

/** Attachments, and the files of imports and exports that are still kept. */
const addFiles = async (
  archive: ArchiveWriter,
  snapshot: Snapshot,
  places: readonly { readonly schema: string }[],
  work: BackupWork,
): Promise<Pick<Manifest, 'files' | 'missing'>> => {
  const files: Manifest['files'] = []
  const missing: string[] = []
  for (const { schema } of places)
    for (const key of await snapshot.look((session) => fileKeys(session, schema))) {
      if (work.cancelled?.()) throw Cancelled()
      // What was swept since the snapshot, or lost long ago, must not keep everything else from being saved.
      const content = await work.files.open(key).catch((error: { code?: string }) => {
        if (error.code !== 'file.lost') throw error
        return null
      })
      if (!content) missing.push(key)
      else {
        const { bytes, sha256 } = await archive.addStream(`file/${key}`, content as AsyncIterable<Buffer>)
        files.push({ key, size: bytes, sha256 })
      }
    }
  return { files, missing }
}
