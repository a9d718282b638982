import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type BackupRow, createAway, listBackups, outlived, type Retention, setBackup } from '#platform/backup'
import { listWorkspaces } from '#platform/control'
import type { Services } from '../services.ts'
import { backupFolder } from './backup-folder.ts'
import { readSchedule } from './schedule.ts'

type Needed = Pick<Services, 'config' | 'database'>

/**
 * Removes the backups that nobody needs any more, and what killed processes left half-written. The rule is applied to this machine
 * and to the object storage apart: a copy there stays as long as nothing newer has arrived.
 */
export const dropOutlived = async ({ database, config }: Needed): Promise<void> => {
  const { keep } = await readSchedule(database)
  const [place] = await listWorkspaces(database)
  const rows = (await listBackups(database, 1_000)).filter(({ state, kind }) => state === 'done' && kind !== 'command')
  const zone = place?.zone ?? 'UTC'
  const here = outlivedOf(rows, keep, zone)
  const there = outlivedOf(rows.filter(isThere), keep, zone)
  const away = config.backupS3 ? createAway(config.backupS3) : null
  for (const row of rows) {
    if (here.has(row.id)) await rm(row.path!, { force: true })
    // A storage that does not answer now is asked again after the next backup.
    const gone =
      there.has(row.id) && (!away || (await isDone(away.remove(path.basename(row.away!.place || row.path!)))))
    if (here.has(row.id) && (gone || !isThere(row))) await setBackup(database, row.id, { state: 'expired' })
  }
  await dropHalves(backupFolder(config))
}

const isThere = ({ away }: BackupRow): boolean => Boolean(away?.arrived)

const outlivedOf = (rows: readonly BackupRow[], keep: Retention, zone: string): ReadonlySet<string> => {
  const dated = rows.map(({ id, at }) => ({ id, at: new Date(at) }))
  return new Set(outlived(dated, keep, zone).map(({ id }) => id))
}

const isDone = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const dayMs = 86_400_000

const dropHalves = async (folder: string): Promise<void> => {
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.zkb.part'))) {
    const { mtimeMs } = await stat(path.join(folder, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > dayMs) await rm(path.join(folder, name), { force: true })
  }
}
