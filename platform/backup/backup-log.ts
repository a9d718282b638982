import { isoTime, type Session } from '#engine'
import type { Migration } from '#platform/control'

/** The table of backups. */
export const backupMigrations: readonly Migration[] = [
  {
    id: 'backup-0001',
    sql: `create table zhike.backup (
      id uuid primary key,
      at timestamptz not null default now(),
      kind text not null check (kind in ('manual', 'schedule', 'command')),
      state text not null check (state in ('running', 'done', 'failed', 'cancelled', 'expired')),
      job text,
      path text,
      size bigint,
      facts jsonb,
      problem jsonb,
      proven_at timestamptz,
      finished_at timestamptz
    );
    create index backup_at on zhike.backup (at);`,
  },
  {
    id: 'backup-0002',
    sql: `alter table zhike.backup add column away jsonb;
    update zhike.backup set away = jsonb_build_object('place', '', 'begun', finished_at, 'arrived', finished_at, 'problem', null, 'failures', 0)
      where facts ->> 'away' = 'true';
    update zhike.backup set state = 'done' where state = 'failed' and proven_at is not null and problem ->> 'code' = 'backup.notAway';`,
  },
]

/** The code and words of an error. */
export interface BackupProblem {
  readonly code: string
  readonly 'zh-CN': string
  readonly en: string
}

/** What became of the copy of a backup in the object storage. */
export interface AwayCopy {
  /** Where it lies, or was to lie. */
  readonly place: string
  /** When it was last begun to be sent. */
  readonly begun: string
  /** When it was there whole; null until then. */
  readonly arrived: string | null
  /** Why it did not arrive. */
  readonly problem: BackupProblem | null
  /** How often it did not. */
  readonly failures: number
}

/** One backup of this installation, as its list tells. */
export interface BackupRow {
  readonly id: string
  readonly at: string
  readonly kind: 'manual' | 'schedule' | 'command'
  readonly state: 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
  readonly job: string | null
  /** Where the file stands on the machine that made it. */
  readonly path: string | null
  readonly size: number | null
  /** What it holds. */
  readonly facts: {
    readonly rows: number
    readonly files: number
    readonly missing: number
    readonly sealed: boolean
  } | null
  /** Why it failed. */
  readonly problem: BackupProblem | null
  /** Null as long as it was not begun to be sent. */
  readonly away: AwayCopy | null
  /** When the file was read back whole and found right. */
  readonly provenAt: string | null
  readonly finishedAt: string | null
}

const columns = `id, ${isoTime('at')} as at, kind, state, job, path, size, facts, problem, away, ${isoTime('proven_at')} as "provenAt", ${isoTime('finished_at')} as "finishedAt"`

/** The newest first. */
export const listBackups = (db: Session, limit = 100): Promise<BackupRow[]> =>
  db.query<BackupRow>(`select ${columns} from zhike.backup order by zhike.backup.at desc, id desc limit $1`, [limit])

/** One backup, whatever became of it. */
export const backupRow = async (db: Session, id: string): Promise<BackupRow | null> =>
  (await db.query<BackupRow>(`select ${columns} from zhike.backup where id = $1`, [id]))[0] ?? null

/** Enters a backup that has begun; a job that is run again finds it there. */
export const startBackup = async (db: Session, id: string, kind: BackupRow['kind']): Promise<void> => {
  await db.query(`insert into zhike.backup (id, kind, state) values ($1, $2, 'running') on conflict (id) do nothing`, [
    id,
    kind,
  ])
}

/** A second attempt at a backup that failed: what went wrong before is no longer to be told. */
export const beginAgain = async (db: Session, id: string): Promise<void> => {
  await db.query(`update zhike.backup set state = 'running', problem = null, finished_at = null where id = $1`, [id])
}

type Changeable = Pick<
  BackupRow,
  'state' | 'job' | 'path' | 'size' | 'facts' | 'problem' | 'away' | 'provenAt' | 'finishedAt'
>

/** Changes what is given. */
export const setBackup = async (db: Session, id: string, set: Partial<Changeable>): Promise<void> => {
  await db.query(
    `update zhike.backup set state = coalesce($2, state), job = coalesce($3, job), path = coalesce($4, path), size = coalesce($5, size),
       facts = coalesce($6, facts), problem = coalesce($7, problem), proven_at = coalesce($8, proven_at), finished_at = coalesce($9, finished_at),
       away = coalesce($10, away)
     where id = $1`,
    [
      id,
      set.state,
      set.job,
      set.path,
      set.size,
      set.facts && JSON.stringify(set.facts),
      set.problem && JSON.stringify(set.problem),
      set.provenAt,
      set.finishedAt,
      set.away && JSON.stringify(set.away),
    ],
  )
}
