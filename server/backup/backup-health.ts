import { type AppError, defineError, type Session, type Word } from '#engine'

/** How it stands with the backups, for those who watch from outside. */
export interface BackupHealth {
  /** Of the last that succeeded, ISO 8601. */
  readonly last: string | null
  readonly bytes: number
  /** Failures since then. */
  readonly failures: number
  /** When the first company was set up, ISO 8601; null before that. */
  readonly founded: string | null
  /** Of the last that lies in the object storage as well, ISO 8601. */
  readonly away: string | null
  /** Backups since then of which it is known that they did not arrive there. */
  readonly notAway: number
}

const time = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Null where the tables are not there yet. */
export const backupHealth = async (db: Session): Promise<BackupHealth | null> => {
  const [there] = await db.query<{ ok: boolean }>(`select to_regclass('zhike.backup') is not null as ok`)
  if (!there?.ok) return null
  // Whoever asks may be newer than the tables are.
  const [health] = await db.query<BackupHealth>(
    `with made as (select at, state, size, to_jsonb(b) -> 'away' as away from zhike.backup b),
       last as (select at, size from made where state in ('done', 'expired') order by at desc limit 1),
       sent as (select at from made where state = 'done' and away ->> 'arrived' is not null order by at desc limit 1)
     select (select ${time('at')} from last) as last, coalesce((select size from last), 0)::bigint as bytes,
       (select count(*) from made where state = 'failed' and at > coalesce((select at from last), '-infinity')) as failures,
       (select ${time('min(created_at)')} from zhike.workspace) as founded, (select ${time('at')} from sent) as away,
       (select count(*) from made where state = 'done' and away ->> 'problem' is not null
          and at > coalesce((select at from sent), '-infinity')) as "notAway"`,
  )
  return health ?? null
}

/** Nights without a backup after which something is wrong. */
const patienceDays = 3

const NoneForDays = defineError(
  'backup.noneForDays',
  503,
  '已 {days} 天没有成功的备份{failed}。请到“设置 · 备份”或用 backup --list 查看原因',
  'No backup has succeeded for {days} days{failed}. See why under Settings · Backups, or with backup --list',
)
const LastFailed = defineError(
  'backup.lastFailed',
  503,
  '最近的备份失败了 {failures} 次。请到“设置 · 备份”或用 backup --list 查看原因',
  'The last {failures} backup(s) failed. See why under Settings · Backups, or with backup --list',
)
const OnlyHere = defineError(
  'backup.onlyHere',
  503,
  '最近 {count} 份备份没能送到对象存储,只在这台机器上。请到“设置 · 备份”或用 backup --list 查看原因',
  'The last {count} backup(s) did not reach the object storage and are on this machine alone. See why under Settings · Backups, or with backup --list',
)

/** What is wrong; null when all is well. */
export const backupProblem = ({ last, failures, founded, notAway }: BackupHealth, now: Date): AppError | null => {
  const since = last ?? founded
  const days = since ? Math.floor((now.getTime() - Date.parse(since)) / 86_400_000) : 0
  const failed: Word = failures > 0 ? { 'zh-CN': `,最近失败 ${failures} 次`, en: `; the last ${failures} failed` } : ''
  if (founded && days >= patienceDays) return NoneForDays({ days, failed })
  if (failures > 0) return LastFailed({ failures })
  return notAway > 0 ? OnlyHere({ count: notAway }) : null
}
