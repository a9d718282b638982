import { rm } from 'node:fs/promises'
import path from 'node:path'
import { createAway, NoStorage } from '#platform/backup'
import { type Config, makeFolder } from '#platform/config'

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
  const beside = path.dirname(path.resolve(dataDir))
  makeFolder(beside)
  const file = path.join(beside, `.zhike-fetched-${process.pid}.zkb`)
  try {
    await createAway(backupS3).fetch(name, file)
    return await work(file)
  } finally {
    await rm(file, { force: true })
  }
}
