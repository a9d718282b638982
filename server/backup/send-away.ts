import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  type AwayCopy,
  awayPlace,
  backupRow,
  type BackupRow,
  createAway,
  listBackups,
  setBackup,
} from '#platform/backup'
import type { Services } from '../services.ts'
import { problemOf } from './problem-of.ts'

type Needed = Pick<Services, 'config' | 'database'>

/** Sends a backup of this machine to the object storage, if there is one, and leaves on record what came of it. */
export const sendAway = async ({ config, database }: Needed, id: string): Promise<AwayCopy | null> => {
  const row = await backupRow(database, id)
  if (!config.backupS3 || !row || !isHere(row)) return null
  const copy: AwayCopy = {
    place: `${awayPlace(config.backupS3)}${path.basename(row.path!)}`,
    begun: new Date().toISOString(),
    arrived: null,
    problem: null,
    failures: row.away?.failures ?? 0,
  }
  await setBackup(database, id, { away: copy })
  const ended = await createAway(config.backupS3)
    .put(row.path!)
    .then(
      () => ({ ...copy, arrived: new Date().toISOString() }),
      (error: unknown) => ({ ...copy, problem: problemOf(error), failures: copy.failures + 1 }),
    )
  await setBackup(database, id, { away: ended })
  // Retention may have come by in the meantime.
  if ((await backupRow(database, id))?.state === 'expired')
    await createAway(config.backupS3).remove(path.basename(row.path!))
  return ended
}

/** A proven backup whose file is on this machine. */
export const isHere = ({ state, path: file }: BackupRow): boolean =>
  state === 'done' && file !== null && existsSync(file)

const minute = 60_000
const patience = { first: 10 * minute, longest: 360 * minute }

/** When a copy that did not arrive is sent again: later each time. One that nobody speaks of died with its process. */
export const nextTry = ({ begun, problem, failures }: AwayCopy): Date => {
  const wait = problem ? Math.min(patience.first * 2 ** (failures - 1), patience.longest) : patience.longest
  return new Date(Date.parse(begun) + wait)
}

/** What lies here and not in the object storage, and is to be sent by now; the newest first. */
export const lackingAway = async ({ config, database }: Needed, now: Date): Promise<BackupRow[]> => {
  if (!config.backupS3) return []
  const rows = await listBackups(database, 1_000)
  return rows.filter((row) => isHere(row) && !row.away?.arrived && (!row.away || nextTry(row.away) <= now))
}
