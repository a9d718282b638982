import type { Session } from '#engine'

/** How it stands with the backups, for those who watch from outside. */
export interface BackupHealth {
  /** Of the last that succeeded, ISO 8601. */
  readonly last: string | null
  readonly bytes: number
  /** Failures since then. */
  readonly failures: number
  /** When the first company was set up, ISO 8601; null before that. */
  readonly founded: string | null
}

const time = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Null where the tables are not there yet. */
export const backupHealth = async (db: Session): Promise<BackupHealth | null> => {
  const [there] = await db.query<{ ok: boolean }>(`select to_regclass('zhike.backup') is not null as ok`)
  if (!there?.ok) return null
  const [health] = await db.query<BackupHealth>(
    `with last as (select at, size from zhike.backup where state in ('done', 'expired') order by at desc limit 1)
     select (select ${time('at')} from last) as last, coalesce((select size from last), 0)::bigint as bytes,
       (select count(*) from zhike.backup where state = 'failed' and at > coalesce((select at from last), '-infinity')) as failures,
       (select ${time('min(created_at)')} from zhike.workspace) as founded`,
  )
  return health ?? null
}

/** Nights without a backup after which something is wrong. */
const patienceDays = 3

/** What is wrong, in one sentence; null when all is well. */
export const backupProblem = ({ last, failures, founded }: BackupHealth, now: Date): string | null => {
  const since = last ?? founded
  const days = since ? Math.floor((now.getTime() - Date.parse(since)) / 86_400_000) : 0
  if (founded && days >= patienceDays)
    return `已 ${days} 天没有成功的备份${failures > 0 ? `,最近失败 ${failures} 次` : ''},请到“设置 → 备份”查看`
  return failures > 0 ? `最近的备份失败了 ${failures} 次,请到“设置 → 备份”查看原因` : null
}
