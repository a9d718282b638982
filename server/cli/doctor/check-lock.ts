import type { Word } from '#engine'
import type { Config } from '#platform/config'
import { lockedBySecret } from '../../check-secret.ts'
import { lookIntoDatabase } from './look-into-database.ts'

/** Says that SECRET fits the database; throws with what another one locks. */
export const checkLock = (config: Config): Promise<Word> =>
  lookIntoDatabase(config, async (db) => {
    const [there] = await db.query<{ ok: boolean }>(`select to_regclass('zhike.workspace') is not null as ok`)
    const locked = there?.ok ? await lockedBySecret(db, config.secret) : null
    if (locked) throw locked
    return there?.ok
      ? { 'zh-CN': '与数据库相符', en: 'fits the database' }
      : { 'zh-CN': '数据库还是空的', en: 'the database is empty yet' }
  })
