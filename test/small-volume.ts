import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A volume of limited size, to be filled, written off and taken away. */
export interface SmallVolume {
  readonly path: string
  /** Fills it until no more than this many bytes are free. */
  fill(leaving: number): void
  empty(): void
  readOnly(yes: boolean): void
  /** Takes it away: its empty folder stays. */
  unmount(): void
  remove(): void
}

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0

/** Null where this account may not mount: then the test says so and is skipped. */
export const smallVolume = (megabytes: number): SmallVolume | null => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhike-volume-'))
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder)) {
    rmSync(folder, { recursive: true })
    return null
  }
  const ballast = path.join(folder, 'ballast')
  const free = () => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  const chunk = Buffer.alloc(64 * 1024, 1)
  const unmount = () => run('umount', '--lazy', folder)
  return {
    path: folder,
    fill(leaving) {
      const file = openSync(ballast, 'a')
      try {
        while (free() > leaving) writeSync(file, chunk, 0, Math.min(chunk.length, free() - leaving))
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    readOnly: (yes) => void run('mount', '-o', `remount,${yes ? 'ro' : 'rw'}`, folder),
    unmount: () => void unmount(),
    remove() {
      unmount()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const needsRoot = '需要以 root 运行才能挂载一个小容量的卷 / needs root, to mount a small volume'
