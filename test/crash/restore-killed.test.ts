import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { generateX25519Identity } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuid7 } from '#engine'
import { backupRow } from '#platform/backup'
import { createFileStore } from '#platform/files'
import { scratchFolder } from '#test/restored'
import { config, openServer } from '#test/server'
import { clearInterrupted } from '../../server/backup/clear-interrupted.ts'
import { runBackup } from '../../server/backup/run-backup.ts'

/** A restore that is killed in the middle leaves a folder, and a database that runs in it. */
const scratch = scratchFolder()
const at = (...names: string[]) => path.join(scratch.folder, ...names)
const dataDir = at('machine', 'data')
const zhike = fileURLToPath(new URL('../../server/cli/index.ts', import.meta.url))
const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }
let file: string

beforeAll(async () => {
  const s = await openServer({ dataDir: at('data') })
  const backupKey = await generateX25519Identity()
  writeFileSync(at('key'), backupKey)
  const settings = config(s.databaseUrl, { dataDir: at('data'), backupKey })
  const id = uuid7()
  const services = { config: settings, database: s.db, files: createFileStore(settings) }
  await runBackup(services, { id, kind: 'command', folder: at('backups') })
  file = (await backupRow(s.db, id))!.path!
  await s.close()
  mkdirSync(dataDir, { recursive: true })
})
afterAll(() => scratch.remove())

const left = () => readdirSync(at('machine')).filter((name) => name !== 'data')
const lockOf = (folder: string) => path.join(at('machine', folder), 'postgres', 'cluster', 'postmaster.pid')
const runs = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const untilServing = async (child: ChildProcess, folder: string): Promise<number> => {
  const said = () => (existsSync(lockOf(folder)) ? readFileSync(lockOf(folder), 'utf8') : `ended: ${child.exitCode}`)
  await expect.poll(said, { interval: 10 }).toContain('ready')
  return Number(said().split('\n')[0])
}

test.each([
  ['a restore', ['--into', dataDir], 'data.restoring-'],
  ['a proof', ['--dry-run'], '.zhike-proof-'],
])(
  '%s that is killed is found by the next command and cleared away, and never while it is at work',
  async (_, how, name) => {
    const args = [zhike, 'restore', file, '--key-file', at('key'), ...how]
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
    const folder = `${name}${child.pid}`
    const server = await untilServing(child, folder)
    expect(await clearInterrupted(dataDir)).toEqual({ finished: [], removed: [] })
    expect(existsSync(lockOf(folder))).toBe(true)

    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(runs(server)).toBe(true)
    // It was touched a moment ago: whoever asks from elsewhere cannot know yet.
    expect(await clearInterrupted(dataDir)).toEqual({ finished: [], removed: [] })
    const claim = path.join(at('machine', folder), 'in-use')
    const before = new Date(Date.now() - 60_000)
    utimesSync(claim, before, before)
    const doctor = await promisify(execFile)(process.execPath, [zhike, 'doctor', '--json'], { env }).catch(
      (failed: { stdout: string }) => failed,
    )
    const findings = JSON.parse(doctor.stdout) as { name: string; ok: boolean; detail: string }[]
    expect(findings.find((finding) => finding.name === 'restore')).toMatchObject({
      ok: true,
      detail: expect.stringContaining(folder),
    })
    expect(left()).toEqual([])
    await expect.poll(() => runs(server)).toBe(false)
  },
)
