import path from 'node:path'
import { createAway, NoStorage } from '#platform/backup'
import type { Config } from '#platform/config'
import { inWorkplace, nameOfMine } from './workplace.ts'

/**
 * Runs `work` with a backup as a file of this machine. `s3:<name>` and `s3:latest` are brought from the object storage, beside the
 * data directory, and removed afterwards.
 */
export const withFileAtHand = async <T>(
  named: string,
  { backupS3, dataDir }: Pick<Config, 'backupS3' | 'dataDir'>,
  work: (file: string) => Promise<T>,
): Promise<T> => {
  const [, name] = /^s3:(?:\/\/)?(.+)$/.exec(named) ?? []
  if (!name) return work(named)
  if (!backupS3) throw NoStorage()
  const folder = path.join(path.dirname(path.resolve(dataDir)), nameOfMine('.zhike-fetched'))
  return inWorkplace(folder, async () => {
    const file = path.join(folder, 'backup.zkb')
    await createAway(backupS3).fetch(name, file)
    return work(file)
  })
}
