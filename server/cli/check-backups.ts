import type { Config } from '#platform/config'
import { backupHealth, backupProblem } from '../backup/backup-health.ts'
import { continuousFolder, reachOf } from '../backup/continuous-folder.ts'
import { lookIntoDatabase } from './look-into-database.ts'

/** When the last backup was made; throws where backups fail or have not been made for days. */
export const checkBackups = (config: Config): Promise<string> =>
  lookIntoDatabase(config, async (db) => {
    const health = await backupHealth(db)
    if (!health?.founded) return '还没有公司,无需备份'
    const problem = backupProblem(health, new Date())
    if (problem) throw new Error(problem)
    const last = health.last ? `最近一次成功 ${health.last}` : '首次自动备份将在今晚进行'
    return config.pointInTimeDays > 0 && !config.databaseUrl ? `${last};${await reach(config)}` : last
  })

const reach = async (config: Config): Promise<string> => {
  const until = (await reachOf(continuousFolder(config))).at(-1)?.until
  return until ? `持续备份到 ${until.toISOString()}` : '持续备份还没有第一个副本'
}
