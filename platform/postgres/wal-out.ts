import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { privateFolder } from './account.ts'
import { clusterIn } from './cluster.ts'
import type { Settings } from './settings.ts'

/**
 * Where the server puts each finished file of its log for us to fetch. The folder lies in the cluster, where the server works:
 * a path above may be closed to its account. That it is there says that the log is handed out, so that no command that
 * starts the database without the server leaves a gap.
 */
const name = 'zhike_wal'

/** Where the log is handed out to. */
export const walOutIn = (dataDir: string): string => path.join(clusterIn(dataDir), name)

/** Begins or ends handing out; `undefined` leaves it as it is. Ended only while nothing runs that would miss the folder. */
export const handOutWal = (dataDir: string, on: boolean | undefined): void => {
  if (on === true) privateFolder(walOutIn(dataDir))
  if (on === false && !existsSync(path.join(clusterIn(dataDir), 'postmaster.pid')))
    rmSync(walOutIn(dataDir), { recursive: true, force: true })
}

/** By a library that comes with PostgreSQL and not by a command: there is no shell that every system has. */
export const walOutSettings = (dataDir: string): Settings =>
  existsSync(walOutIn(dataDir))
    ? { archive_mode: 'on', archive_library: 'basic_archive', 'basic_archive.archive_directory': name }
    : {}
