import path from 'node:path'
import type { Config } from '#platform/config'

/** Where backups go: best a disk of its own. */
export const backupFolder = ({ backupDir, dataDir }: Pick<Config, 'backupDir' | 'dataDir'>): string =>
  backupDir ?? path.join(dataDir, 'backups')
