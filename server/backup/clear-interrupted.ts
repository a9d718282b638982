import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { finishTaking } from './finish-taking.ts'
import { isAbandoned } from './workplace.ts'

/** What was found of a restore that was broken off. */
export interface Cleared {
  /** Data directories that were whole and have taken their place now. */
  readonly finished: readonly string[]
  /** Half a restore, or a proof, that is gone now. */
  readonly removed: readonly string[]
}

const temporary = /^\.zhike-(?:proof|fetched)-\d+(?:\.zkb)?$/
const restoring = /^(.+)\.restoring-\d+$/

/**
 * Clears away what restores into this data directory, and proofs beside it, left behind when they were killed. What somebody
 * still works with stays, and so does what cannot be removed: the next one looks again.
 */
export const clearInterrupted = async (dataDir: string): Promise<Cleared> => {
  const folder = path.resolve(dataDir)
  const beside = path.dirname(folder)
  const [finished, removed]: [string[], string[]] = [[], []]
  for (const name of namesIn(beside)) {
    const half = restoring.exec(name)?.[1] === path.basename(folder)
    if (!half && !temporary.test(name)) continue
    const left = path.join(beside, name)
    if (!(await isAbandoned(left))) continue
    if (half && (await finishTaking(folder, left))) finished.push(folder)
    else if (await removes(left)) removed.push(left)
  }
  if (await finishTaking(folder, folder)) finished.push(folder)
  return { finished: [...new Set(finished)], removed }
}

const namesIn = (folder: string): string[] => {
  try {
    return existsSync(folder) ? readdirSync(folder) : []
  } catch {
    return []
  }
}

const removes = (left: string): Promise<boolean> =>
  rm(left, { recursive: true, force: true }).then(
    () => true,
    () => false,
  )

/** What was cleared, a line each; none where there was nothing. */
export const clearedLines = ({ finished, removed }: Cleared): string[] => [
  ...finished.map((folder) => `✓ 接着做完了上次中断的恢复  Finished the restore that was broken off: ${folder}`),
  ...removed.map((left) => `✓ 已清理上次中断的恢复留下的临时数据  Removed what a restore that broke off left: ${left}`),
]
