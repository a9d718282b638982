import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { dataFolderArgument, serverAccount } from './account.ts'
import { program } from './binaries.ts'
import { clusterIn } from './cluster.ts'
import { asArguments, type Settings } from './settings.ts'

/** A server that was started. */
export interface Launch {
  child: ChildProcess
  /** What the server wrote to its log since this launch. */
  said(): string
}

const largestLog = 10 * 2 ** 20

/**
 * Starts the server process in a session of its own: Ctrl-C in the terminal reaches the application alone, which then
 * stops the database after its last write; and the database outlives an application that was killed.
 */
export const launch = (native: string, dataDir: string, port: number, settings: Settings): Launch => {
  const logFile = path.join(dataDir, 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > largestLog) renameSync(logFile, `${logFile}.old`)
  const log = openSync(logFile, 'a', 0o600)
  const from = statSync(logFile).size
  const cluster = clusterIn(dataDir)
  const child = spawn(
    program(native, 'postgres'),
    ['-D', dataFolderArgument(cluster), ...asArguments({ ...settings, port })],
    { ...serverAccount(), cwd: cluster, detached: true, windowsHide: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  child.on('error', () => {}) // a program that cannot run never gets a pid, which the caller sees
  child.unref()
  return { child, said: () => readFileSync(logFile).subarray(from).toString('utf8').trim() }
}

/** Process number and port of the lock file that a running (or a killed) server left; null without one. */
export const readLock = (dataDir: string): { pid: number; port: number } | null => {
  const file = path.join(clusterIn(dataDir), 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  return pid && port ? { pid, port } : null
}

/** Stops the server cleanly: sessions are ended, what was written is checkpointed. Waits up to 30 s. */
export const shutDown = (native: string, dataDir: string): void => {
  const cluster = clusterIn(dataDir)
  const args = ['stop', '-D', dataFolderArgument(cluster), '-m', 'fast', '-w', '-t', '30', '-s']
  spawnSync(program(native, 'pg_ctl'), args, { ...serverAccount(), cwd: cluster, windowsHide: true })
}
