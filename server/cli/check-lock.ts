import type { Config } from '#platform/config'
import { lockedBySecret } from '../check-secret.ts'
import { lookIntoDatabase } from './look-into-database.ts'

/** Says that SECRET fits the database; throws with what another one locks. */
export const checkLock = (config: Config): Promise<string> =>
  lookIntoDatabase(config, async (db) => {
    const [there] = await db.query<{ ok: boolean }>(`select to_regclass('zhike.workspace') is not null as ok`)
    const locked = there?.ok ? await lockedBySecret(db, config.secret) : null
    if (locked) throw new Error(locked.say('zh-CN'))
    return there?.ok ? '与数据库相符' : '数据库还是空的'
  })
