import { revertDays, type Session } from '#engine'
import type { FileStore } from '#platform/files'
import { transferFolder } from './folder.ts'

const exportDays = 7

/** Deletes exports after a week, imports and lists of bulk changes once nobody can take them back, and files that belong to neither. */
export const sweepTransfers = async (
  database: Session,
  store: FileStore,
  place: { readonly id: string; readonly schemaName: string },
  now: Date,
): Promise<void> => {
  const s = `"${place.schemaName}"`
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()
  const exports = await database.query<{ file: string | null }>(
    `delete from ${s}.export where at < $1 returning file`,
    [ago(exportDays)],
  )
  const imports = await database.query<{ id: string; file: string }>(
    `delete from ${s}.import where greatest(at, started_at) < $1 and status not in ('running', 'cancelling', 'reverting') returning id, file`,
    [ago(revertDays + 1)],
  )
  await database.query(`delete from ${s}.bulk_change where at < $1 and status <> 'running'`, [ago(revertDays + 1)])
  for (const table of ['import_row', 'import_conflict'])
    await database.query(`delete from ${s}.${table} where import = any($1)`, [imports.map((i) => i.id)])
  for (const { file } of [...exports, ...imports]) if (file) await store.remove(file)
  // A process that died after storing and before writing its row leaves a file that nobody knows.
  for await (const key of store.list(transferFolder(place.id), new Date(ago(1)))) {
    const [known] = await database.query(
      `select 1 as one from ${s}.import where file = $1 union all select 1 from ${s}.export where file = $1`,
      [key],
    )
    if (!known) await store.remove(key)
  }
}
