import type { Session } from '#engine'

/** A setting of the whole installation, or null when nobody set it. Never a secret: those come from the configuration. */
export const readSetting = async <T>(db: Session, key: string): Promise<T | null> =>
  (await db.query<{ value: T }>('select value from zhike.setting where key = $1', [key]))[0]?.value ?? null

/** Keeps a setting of the installation in place of the one before. */
export const writeSetting = async (db: Session, key: string, value: unknown): Promise<void> => {
  await db.query(
    `insert into zhike.setting (key, value) values ($1, $2)
     on conflict (key) do update set value = excluded.value, updated_at = now()`,
    [key, JSON.stringify(value)],
  )
}
