import { AppError } from '#engine'
import type { BackupProblem } from '#platform/backup'
import { explainSystemError } from '../system-error.ts'

/** What is to be told of an error later. */
export const problemOf = (error: unknown): BackupProblem => {
  if (error instanceof AppError) return { code: error.code, 'zh-CN': error.say('zh-CN'), en: error.say('en') }
  const { message } = error as Error
  const outside = explainSystemError(error)
  return { code: 'backup.broken', 'zh-CN': outside?.['zh-CN'] ?? message, en: outside?.en ?? message }
}
