import { existsSync } from 'node:fs'
import { AppError, type Word } from '#engine'
import { loadConfig, withEnvFile, type Config } from '#platform/config'
import { explainSystemError } from '../../system-error.ts'
import { clearedLines, clearInterrupted } from '../../backup/clear-interrupted.ts'
import { webIsStale } from '../build-web.ts'
import { checkAway } from './check-away.ts'
import { checkBackups } from './check-backups.ts'
import { checkDataDirectory } from './check-data-directory.ts'
import { checkDatabase } from './check-database.ts'
import { checkLock } from './check-lock.ts'

/** One thing that was looked at; in Chinese, and in English. */
export interface Finding {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly ok: boolean
  readonly detail: string
  readonly detailEn: string
}

type Check = readonly [name: string, zh: string, en: string, look: (config: Config) => Promise<Word>]

/** Looks at everything a start needs. A check that throws is a finding; the others still run. */
export const diagnose = async (env: Record<string, string | undefined>): Promise<Finding[]> => {
  const findings: Finding[] = []
  const look = async (name: string, zh: string, en: string, work: () => Promise<Word>) => {
    const found = work().then((said) => ({ ok: true, ...told(said) }))
    const refused = (error: unknown) => ({ ok: false, ...told(wordsOf(error)) })
    findings.push({ name, zh, en, ...(await found.catch(refused)) })
  }
  let config: Config | undefined
  let cleared: string[] = []
  await look('node', 'Node', 'Node', async () => `${process.version} ${process.platform}-${process.arch}`)
  await look('config', '设置', 'Settings', async () => {
    // Before the settings lay a secret into a data directory that has still to take its place.
    cleared = clearedLines(await clearInterrupted(loadConfig(withEnvFile(env), { keepSecret: false }).dataDir))
    config = loadConfig(withEnvFile(env))
    return { 'zh-CN': '没有问题', en: 'nothing wrong' }
  })
  if (cleared.length > 0) await look('restore', '中断的恢复', 'Restore broken off', async () => cleared.join('\n  '))
  const settings = config
  if (settings) for (const [name, zh, en, work] of checks) await look(name, zh, en, () => work(settings))
  return findings
}

const told = (word: Word): Pick<Finding, 'detail' | 'detailEn'> =>
  typeof word === 'object'
    ? { detail: word['zh-CN'], detailEn: word.en }
    : { detail: String(word), detailEn: String(word) }

const wordsOf = (error: unknown): Word =>
  error instanceof AppError
    ? { 'zh-CN': error.say('zh-CN'), en: error.say('en') }
    : (explainSystemError(error) ?? (error as Error).message)

const web = async (): Promise<Word> => {
  if (!existsSync('web/vite.config.ts')) return { 'zh-CN': '未包含', en: 'not included' }
  return (await webIsStale())
    ? { 'zh-CN': '将在下次启动时构建', en: 'is built at the next start' }
    : { 'zh-CN': '已构建', en: 'built' }
}

const checks: readonly Check[] = [
  ['data', '数据目录', 'Data directory', checkDataDirectory],
  ['database', '数据库', 'Database', checkDatabase],
  ['secret', 'SECRET', 'SECRET', checkLock],
  ['backups', '备份', 'Backups', checkBackups],
  ['away', '异地备份', 'Backups elsewhere', checkAway],
  ['web', '网页', 'Web', web],
]
