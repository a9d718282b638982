import { statfs } from 'node:fs/promises'
import { defineError } from '#engine'
import type { Logger } from '#platform/log'

export const DiskFull = defineError(
  'server.diskFull',
  503,
  '服务器的磁盘快满了,现在只能查看,不能保存。请联系管理员清理空间,之后会自动恢复',
  'The server’s disk is nearly full: reading works, saving does not. Tell your administrator; it recovers by itself',
)

/** Bytes that are left to the database: without room for its log it stops, and cannot even start again. */
const reserve = 256 * 1024 * 1024
/** From this share of use on the log says so. */
const alarm = 0.8
const lookMs = 2_000

/** Looks after the disk that the embedded database lies on. */
export interface DiskWatch {
  /** Nothing more may be written for now. */
  full(): boolean
  stop(): void
}

/** Watches the disk of that folder; null is a database elsewhere, whose disk is its own operator's matter. */
export const watchDisk = (folder: string | null, log: Pick<Logger, 'warn' | 'error' | 'info'>): DiskWatch => {
  let full = false
  let tight = false
  const look = async (): Promise<void> => {
    if (folder === null) return
    const { bavail, bfree, blocks, bsize } = await statfs(folder)
    // As df counts it: what is set aside for root, or for others, is neither used nor free.
    const used = blocks - bfree
    const [free, share] = [bavail * bsize, used / (used + bavail)]
    if (full !== free < reserve) {
      full = !full
      if (full) log.error({ free }, 'the disk is full: nothing is saved until there is room again')
      else log.info({ free }, 'there is room on the disk again')
    }
    if (tight !== share >= alarm) {
      tight = !tight
      if (tight) log.warn({ free, used: share }, 'the disk is filling up')
    }
  }
  const lookQuietly = () => void look().catch((err: unknown) => log.warn({ err }, 'the disk cannot be looked at'))
  lookQuietly()
  const timer = setInterval(lookQuietly, lookMs)
  timer.unref()
  return { full: () => full, stop: () => clearInterval(timer) }
}
