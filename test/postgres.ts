import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '#platform/postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the one PostgreSQL of this test run; its role may create databases. */
    databaseUrl: string
    /** The same for the lesser account that the app runs as. */
    runTimeUrl: string
  }
}

const prefix = 'zhike-test-'

/** Vitest's global set-up: one embedded PostgreSQL for the whole run, in a folder that goes with it. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  sweep()
  const dataDir = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`))
  const postgres = await startPostgres({ dataDir, profile: 'test' })
  project.provide('databaseUrl', postgres.url)
  project.provide('runTimeUrl', postgres.runTimeUrl)

  // Ctrl-C twice, or a test run that ends by process.exit, never reaches the tear-down.
  const emergency = () => {
    kill(postgres.pid)
    rmSync(dataDir, { recursive: true, force: true })
  }
  process.once('exit', emergency)
  return async () => {
    process.off('exit', emergency)
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export default setup

/** Removes what killed runs left; a server whose folder is gone notices within a minute and stops. */
const sweep = () => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^zhike-test-(\d+)-/.exec(name)?.[1])
    if (pid && !kill(pid, 0)) rmSync(path.join(tmpdir(), name), { recursive: true, force: true })
  }
}

const kill = (pid: number, signal: NodeJS.Signals | 0 = 'SIGQUIT'): boolean => {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
