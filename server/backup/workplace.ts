import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { makeFolder } from '#platform/config'
import { stopUnwatched } from '#platform/postgres'

/** In a folder that somebody works in: says on which machine, and is touched for as long as she does. */
const claimIn = (folder: string): string => path.join(folder, 'in-use')
/** ms between two touches. */
const pace = 1_000
/** A claim that was not touched for so long is nobody's, where her process has ended; on another machine that is not known. */
const silence = { here: 10_000, elsewhere: 600_000 }
/** Nor is it whose number some other process has by now. */
const forgotten = 86_400_000

const mine = new Set<string>()

/** The name of a folder to work in, which says who does. */
export const nameOfMine = (name: string): string => `${name}-${process.pid}`

/** Works in a folder of its own and removes it. Who is killed leaves it; the next one finds it by `isAbandoned`. */
export const inWorkplace = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  await rm(folder, { recursive: true, force: true })
  makeFolder(folder, 0o700)
  mine.add(folder)
  await writeFile(claimIn(folder), hostname())
  const touching = setInterval(() => void utimes(claimIn(folder), new Date(), new Date()).catch(() => {}), pace)
  touching.unref()
  try {
    return await work()
  } finally {
    clearInterval(touching)
    await rm(folder, { recursive: true, force: true })
    mine.delete(folder)
  }
}

/** Done with, before the folder becomes something else. */
export const endClaim = (folder: string): Promise<void> => rm(claimIn(folder), { force: true })

/** Was this folder left behind: whoever worked in it is gone, and no database runs in it. One that runs for nobody is stopped. */
export const isAbandoned = async (folder: string): Promise<boolean> => {
  const pid = Number(/-(\d+)(?:\.zkb)?$/.exec(folder)?.[1])
  const claim = await readFile(claimIn(folder), 'utf8').catch(() => null)
  const touched = await stat(claim === null ? folder : claimIn(folder)).catch(() => null)
  if (!pid || !touched || !isOwn(touched.uid)) return false
  if (!isOver(folder, pid, claim ?? hostname(), Date.now() - touched.mtimeMs)) return false
  return stopUnwatched(path.join(folder, 'postgres'))
}

const isOver = (folder: string, pid: number, machine: string, age: number): boolean => {
  if (machine !== hostname()) return age > silence.elsewhere
  if (pid === process.pid) return !mine.has(folder)
  return age > (runs(pid) ? forgotten : silence.here)
}

/** What another account of this machine made is nobody else's to remove. */
const isOwn = (uid: number): boolean => process.getuid === undefined || process.getuid() === uid

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
