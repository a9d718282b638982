import * as z from 'zod'

/** What `zhike restore` was called with. */
export interface RestoreCall {
  readonly positionals: readonly string[]
  readonly until: string | undefined
  readonly into: string | undefined
  readonly only: string | undefined
  readonly as: string | undefined
  readonly dryRun: boolean
}

/** A moment is nothing without its zone. */
const isMoment = (text: string): boolean => z.iso.datetime({ offset: true }).safeParse(text).success

const isSlug = (text: string): boolean => /^[a-z][a-z0-9-]{0,39}$/.test(text)

/** What is wrong with the call, in one sentence; null where nothing is. */
export const wrongCall = ({ positionals, until, into, only, as, dryRun }: RestoreCall): string | null => {
  const [file] = positionals
  if (positionals.length > 1) return '一次只能恢复一份备份  Restore one backup at a time'
  if (until !== undefined) {
    if (!isMoment(until))
      return '--until 要写成带时区的时刻,例如 2026-11-22T10:30:00+08:00  --until needs a moment with its zone'
    if (file || only !== undefined || as !== undefined)
      return '--until 从持续备份恢复,不能同时写备份文件、--workspace 或 --as  --until restores from the continuous backup: leave out the file, --workspace and --as'
  } else if (!file) return '请写明备份文件,或用 --until 写明时刻  Name the backup file, or a moment with --until'
  if (as !== undefined && only === undefined) return '--as 只和 --workspace 一起用  --as goes with --workspace only'
  if (as !== undefined && !isSlug(as))
    return '--as 的标识只能用小写字母、数字和连字符,以字母开头,最长 40 个字符  --as takes small letters, digits and hyphens, beginning with a letter, 40 at most'
  if (!into && !dryRun)
    return '请写明恢复到哪里(--into),或只验证(--dry-run)  Say where to restore it (--into), or only prove it (--dry-run)'
  if (into && dryRun && only === undefined)
    return '--dry-run 只验证,不能同时写 --into  --dry-run only proves it: leave out --into'
  return null
}
