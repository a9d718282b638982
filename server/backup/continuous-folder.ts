import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Session } from '#engine'
import { chainsOf, readShelf } from '#platform/backup'
import type { Config } from '#platform/config'
import { backupFolder } from './backup-folder.ts'

/** Where continuous backups lie: a folder for each cluster that ever wrote here. */
export const continuousFolder = (config: Pick<Config, 'backupDir' | 'dataDir'>): string =>
  path.join(backupFolder(config), 'point-in-time')

/** The folder of this cluster. */
export const shelfOf = async (db: Session, config: Pick<Config, 'backupDir' | 'dataDir'>): Promise<string> => {
  const [cluster] = await db.query<{ id: string }>('select system_identifier::text as id from pg_control_system()')
  return path.join(continuousFolder(config), cluster!.id)
}

/** The folders of clusters below `folder`, or that folder itself. */
export const shelvesIn = async (folder: string): Promise<string[]> => {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => /^\d{10,20}$/.test(name))
  return names.length > 0 ? names.map((name) => path.join(folder, name)) : [folder]
}

/** The spans of time of which any moment can be restored; those that touch are one. */
export const reachOf = async (folder: string): Promise<{ readonly from: Date; readonly until: Date }[]> => {
  const spans: { from: Date; until: Date }[] = []
  for (const shelf of await shelvesIn(folder))
    for (const { base, until } of chainsOf(await readShelf(shelf))) {
      const last = spans.at(-1)
      if (last && base.at >= last.from && base.at <= last.until) last.until = until > last.until ? until : last.until
      else spans.push({ from: base.at, until })
    }
  return spans
}
