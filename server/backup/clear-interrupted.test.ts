import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scratchFolder } from '#test/restored'
import { clearInterrupted } from './clear-interrupted.ts'
import { planTaking } from './finish-taking.ts'
import { inWorkplace, nameOfMine } from './workplace.ts'

const scratch = scratchFolder()
afterAll(() => scratch.remove())

/** The number of a process that has ended. */
const dead = spawnSync(process.execPath, ['--version']).pid
const before = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** A data directory to restore into, with data, or else with backups and their key alone; and a restored one, whole, beside it. */
const halfway = async (name: string, data: boolean) => {
  const folder = path.join(scratch.folder, name, 'data')
  const half = `${folder}.restoring-${dead}`
  const aside = `${folder}.before-20261122T120000`
  for (const made of [path.join(folder, 'backups'), path.join(half, 'postgres')]) mkdirSync(made, { recursive: true })
  if (data) mkdirSync(path.join(folder, 'postgres'))
  writeFileSync(path.join(folder, 'backup.key'), 'key')
  writeFileSync(path.join(half, 'secrets.json'), 'new')
  await planTaking(half, { aside: path.basename(aside), keep: data })
  utimesSync(half, before(5), before(5))
  return { folder, half, aside, beside: path.dirname(folder) }
}

test('killed before its data directory took the place: what is there stays as it is, the other goes', async () => {
  const { folder, half, beside } = await halfway('early', true)
  expect(await clearInterrupted(folder)).toEqual({ finished: [], removed: [half] })
  expect(readdirSync(beside)).toEqual(['data'])
  expect(readdirSync(folder).toSorted()).toEqual(['backup.key', 'backups', 'postgres'])
})

test('killed before it took the place of backups alone: it takes it, and they stay', async () => {
  const { folder, beside } = await halfway('early-backups', false)
  expect(await clearInterrupted(folder)).toEqual({ finished: [folder], removed: [] })
  expect(readdirSync(beside)).toEqual(['data'])
  expect(readdirSync(folder).toSorted()).toEqual(['backup.key', 'backups', 'postgres', 'secrets.json'])
})

test.each([
  ['had data, which are kept', true],
  ['had backups alone', false],
])('killed between the two renames: the restored data directory takes the place that %s', async (_, data) => {
  const { folder, aside, beside } = await halfway(`between-${data}`, data)
  renameSync(folder, aside)
  // Some command looked at the settings meanwhile.
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'secrets.json'), 'made up')
  expect(await clearInterrupted(folder)).toEqual({ finished: [folder], removed: [] })
  expect(readdirSync(folder).toSorted()).toEqual(['backup.key', 'backups', 'postgres', 'secrets.json'])
  expect(readFileSync(path.join(folder, 'secrets.json'), 'utf8')).toBe('new')
  expect(existsSync(aside)).toBe(data)
  expect(readdirSync(beside).filter((name) => name.includes('restoring'))).toEqual([])
  expect(await clearInterrupted(folder)).toEqual({ finished: [], removed: [] })
})

test('killed right after: backups and their key come along', async () => {
  const { folder, half, aside } = await halfway('late', true)
  renameSync(folder, aside)
  renameSync(half, folder)
  expect(await clearInterrupted(folder)).toEqual({ finished: [folder], removed: [] })
  expect(readdirSync(folder).toSorted()).toEqual(['backup.key', 'backups', 'postgres', 'secrets.json'])
  expect(readdirSync(aside)).toEqual(['postgres'])
})

test('what somebody works with stays: here, in a process that is alive, on another machine, or beside another data directory', async () => {
  const beside = path.join(scratch.folder, 'busy')
  const folder = path.join(beside, 'data')
  const left = (name: string, machine: string | null, minutes: number) => {
    const made = path.join(beside, name)
    mkdirSync(made, { recursive: true })
    if (machine !== null) writeFileSync(path.join(made, 'in-use'), machine)
    utimesSync(machine === null ? made : path.join(made, 'in-use'), before(minutes), before(minutes))
    return made
  }
  const { hostname } = await import('node:os')
  left(`.zhike-proof-${process.ppid}`, hostname(), 30)
  left(`.zhike-fetched-${dead}`, 'another machine', 5)
  left(`.zhike-proof-${dead}`, hostname(), 0)
  left(`other.restoring-${dead}`, hostname(), 60)
  left('.zhike-proof-notes', null, 6_000)
  left(`data.before-${dead}`, null, 6_000)
  const stays = readdirSync(beside).toSorted()
  await inWorkplace(path.join(beside, nameOfMine('.zhike-proof')), async () => {
    expect(await clearInterrupted(folder)).toEqual({ finished: [], removed: [] })
    expect(existsSync(path.join(beside, nameOfMine('.zhike-proof')))).toBe(true)
  })
  expect(readdirSync(beside).toSorted()).toEqual(stays)
})

test('what was left longer ago is cleared, by whichever version it was left', async () => {
  const beside = path.join(scratch.folder, 'old')
  const old = [
    `.zhike-proof-${dead}`,
    `.zhike-proof-${process.pid}`,
    `.zhike-fetched-${dead}.zkb`,
    `data.restoring-${dead}`,
  ]
  mkdirSync(path.join(beside, old[1]!, 'postgres'), { recursive: true })
  for (const name of [old[0]!, old[3]!]) mkdirSync(path.join(beside, name))
  writeFileSync(path.join(beside, old[2]!), 'half a backup')
  for (const name of old) utimesSync(path.join(beside, name), before(1), before(1))
  const { removed } = await clearInterrupted(path.join(beside, 'data'))
  expect(removed.map((one) => path.basename(one)).toSorted()).toEqual(old.toSorted())
  expect(readdirSync(beside)).toEqual([])
})
