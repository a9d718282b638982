import * as z from 'zod'
import type { Session } from '#engine'
import type { Retention } from '#platform/backup'
import { readSetting, writeSetting } from '#platform/control'

/** When backups are made by themselves, and how many are kept. */
export interface Schedule {
  readonly on: boolean
  /** Time of day in the zone of the first workspace: `02:30`. */
  readonly at: string
  readonly keep: Retention
}

const count = z.number().int().min(0).max(99)

export const scheduleSchema = z.strictObject({
  on: z.boolean(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  keep: z.strictObject({ daily: count.min(1), weekly: count, monthly: count }),
})

const usual: Schedule = { on: true, at: '02:30', keep: { daily: 7, weekly: 4, monthly: 3 } }
const key = 'backup'

export const readSchedule = async (db: Session): Promise<Schedule> => ({
  ...usual,
  ...(await readSetting<Schedule>(db, key)),
})
export const writeSchedule = (db: Session, schedule: Schedule): Promise<void> => writeSetting(db, key, schedule)

/** A moment as the clock on the wall shows it; such texts sort by time. */
const onTheWall = (at: Date, zone: string) => at.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16)

/**
 * Is a backup due: the time of day has come, and none was begun since. A turn that was missed is made up for; none is from
 * before the company was.
 */
export const isDue = (
  { on, at }: Schedule,
  zone: string,
  now: Date,
  since: { readonly founded: Date; readonly last: Date | null },
): boolean => {
  if (!on) return false
  const today = `${onTheWall(now, zone).slice(0, 10)} ${at}`
  const turn =
    onTheWall(now, zone) >= today
      ? today
      : `${onTheWall(new Date(now.getTime() - 86_400_000), zone).slice(0, 10)} ${at}`
  return onTheWall(since.founded, zone) < turn && (since.last === null || onTheWall(since.last, zone) < turn)
}
