import path from 'node:path'
import { ExternalDatabase, keyFileIn, keyFrom, readBackupKey } from '#platform/backup'
import { loadConfig, withEnvFile } from '#platform/config'
import { createLogger } from '#platform/log'
import { continuousFolder } from '../backup/continuous-folder.ts'
import { type Recovered, rehearseUntil, restoreUntil } from '../backup/restore-until.ts'
import { momentText } from '../moment-text.ts'
import { nextSteps, secretKeptIn } from './restore-target.ts'

interface Asked {
  readonly until: string
  readonly from: string | undefined
  readonly into: string | undefined
  readonly replace: boolean
  readonly keyFile: string | undefined
}

type Done = Recovered & { readonly aside: string | null; readonly seconds: number }

/** Restores the embedded database to a moment, or proves that it could be. */
export const goBack = async ({ until, from, into, replace, keyFile }: Asked): Promise<Done> => {
  const config = loadConfig(withEnvFile(process.env), { keepSecret: false })
  const folder = from ?? continuousFolder(config)
  const external =
    into === undefined ? config.databaseUrl !== null && from === undefined : /^postgres(ql)?:\/\//.test(into)
  if (external) throw ExternalDatabase()
  const key = readBackupKey(keyFile ? keyFrom(keyFile) : config.backupKey, keyFileIn(config.dataDir))
  const log = createLogger({ level: 'error', format: config.logFormat })
  const work = { until: new Date(until), from: folder, key, s3: config.s3, log }
  const began = performance.now()
  const done = into
    ? await restoreUntil(work, into, replace)
    : { ...(await rehearseUntil(work, path.dirname(path.resolve(config.dataDir)))), aside: null }
  return { ...done, seconds: Math.round((performance.now() - began) / 100) / 10 }
}

/** What came of it, in words. */
export const recoveredReport = (
  { until, base, rows, files, missing, seals, aside, seconds }: Done,
  into: string | undefined,
): string =>
  [
    into
      ? '✓ 已恢复到这一时刻  Restored to that moment'
      : '✓ 可以恢复到这一时刻;临时数据已删除  That moment can be restored',
    `  时刻 Moment: ${momentText(until)}  从副本 from the copy of: ${momentText(base)}`,
    `  ${rows} 行 rows,${files} 个附件 files,${seals.reduce((sum, { entries }) => sum + entries, 0)} 条已封印的修改 sealed changes,${seconds} s`,
    ...(missing.length > 0 ? [`⚠ 持续备份里没有的附件  Attachments that it does not hold: ${missing.length}`] : []),
    ...(seals.some(({ ok }) => !ok) ? ['⚠ 修改日志与封印不符  The change log does not match its seals'] : []),
    ...(aside ? [`  原有数据保留在  What was there is kept as: ${aside}`] : []),
    ...(into ? nextSteps(into, secretKeptIn(into), loadConfig(withEnvFile(process.env), { keepSecret: false })) : []),
  ].join('\n')
