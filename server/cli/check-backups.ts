import { Database } from '#engine'
import type { Config } from '#platform/config'
import { startPostgres } from '#platform/postgres'
import { backupHealth, backupProblem } from '../backup/backup-health.ts'

/** When the last backup was made; throws where backups fail or have not been made for days. */
export const checkBackups = async ({ databaseUrl, dataDir }: Config): Promise<string> => {
  const postgres = databaseUrl ? null : await startPostgres({ dataDir: `${dataDir}/postgres` })
  const database = new Database(databaseUrl ?? postgres!.url, { max: 1 })
  try {
    const health = await backupHealth(database)
    if (!health?.founded) return '还没有公司,无需备份'
    const problem = backupProblem(health, new Date())
    if (problem) throw new Error(problem)
    return health.last ? `最近一次成功 ${health.last}` : '首次自动备份将在今晚进行'
  } finally {
    await database.close()
    await postgres?.stop()
  }
}
