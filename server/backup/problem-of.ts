import { AppError } from '#engine'
import type { BackupProblem } from '#platform/backup'

/** What is to be told of an error later. */
export const problemOf = (error: unknown): BackupProblem =>
  error instanceof AppError
    ? { code: error.code, 'zh-CN': error.say('zh-CN'), en: error.say('en') }
    : { code: 'backup.broken', 'zh-CN': (error as Error).message, en: (error as Error).message }
