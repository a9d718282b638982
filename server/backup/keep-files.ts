import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileKeys, writeSealed } from '#platform/backup'
import { listWorkspaces } from '#platform/control'
import type { Services } from '../services.ts'

/** Where an attachment lies on the shelf of a continuous backup. */
export const keptFile = (shelf: string, key: string): string => path.join(shelf, 'files', `${key}.zkf`)

/**
 * Brings the attachments that came since `since` onto the shelf, or, from 0, all that are not there. Contents never change:
 * each is copied once. With S3 storage they are kept by its own versions.
 */
export const keepFiles = async (
  { database, files, config }: Pick<Services, 'database' | 'files' | 'config'>,
  shelf: string,
  recipient: string,
  since: number,
): Promise<void> => {
  if (config.s3) return
  for (const { schemaName } of await listWorkspaces(database)) {
    const keys = since === 0 ? await fileKeys(database, schemaName) : await newKeys(database, schemaName, since)
    for (const key of keys) {
      const file = keptFile(shelf, key)
      if (existsSync(file)) continue
      const content = await files.open(key).catch(() => null) // lost before: the restore names it
      if (!content) continue
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await writeSealed(content, file, recipient)
    }
  }
}

/** With an hour to spare for transactions that were open then. */
const newKeys = async (
  database: Pick<Services, 'database'>['database'],
  schema: string,
  since: number,
): Promise<string[]> => {
  const rows = await database.query<{ key: string }>(`select key from "${schema}".file where created_at > $1`, [
    new Date(since - 3_600_000),
  ])
  return rows.map(({ key }) => key)
}

/** Removes attachments that no row names any more and that are older than anything that can be restored. */
export const dropOldFiles = async (
  { database }: Pick<Services, 'database'>,
  shelf: string,
  before: Date,
): Promise<void> => {
  const named = new Set<string>()
  for (const { schemaName } of await listWorkspaces(database))
    for (const key of await fileKeys(database, schemaName)) named.add(keptFile(shelf, key))
  const root = path.join(shelf, 'files')
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && !named.has(file) && (await stat(file)).mtime < before) await rm(file, { force: true })
  }
}
