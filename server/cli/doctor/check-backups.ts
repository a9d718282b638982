import type { Word } from '#engine'
import type { Config } from '#platform/config'
import { backupHealth, backupProblem } from '../../backup/backup-health.ts'
import { continuousFolder, reachOf } from '../../backup/continuous-folder.ts'
import { momentText } from '../../moment-text.ts'
import { lookIntoDatabase } from './look-into-database.ts'

/** When the last backup was made; throws where backups fail or have not been made for days. */
export const checkBackups = (config: Config): Promise<Word> =>
  lookIntoDatabase(config, async (db) => {
    const health = await backupHealth(db)
    if (!health?.founded) return { 'zh-CN': '还没有公司,无需备份', en: 'there is no company to back up yet' }
    const problem = backupProblem(health, new Date())
    if (problem) throw problem
    const [zh, en] = health.last
      ? [`最近一次成功 ${momentText(health.last)}`, `the last was made ${momentText(health.last)}`]
      : ['首次自动备份将在今晚进行', 'the first is made by itself tonight']
    if (config.pointInTimeDays === 0 || config.databaseUrl) return { 'zh-CN': zh, en }
    const until = (await reachOf(continuousFolder(config))).at(-1)?.until
    return until
      ? { 'zh-CN': `${zh};持续备份到 ${momentText(until)}`, en: `${en}; continuous until ${momentText(until)}` }
      : { 'zh-CN': `${zh};持续备份还没有第一个副本`, en: `${en}; the continuous backup has no copy yet` }
  })
