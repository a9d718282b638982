import { loadConfig, withEnvFile } from '#platform/config'
import { createLogger } from '#platform/log'
import { startPostgres } from '#platform/postgres'
import { type Rehearsal, rehearseUpgrade } from '../backup/rehearse-upgrade.ts'
import { exitCode } from './command.ts'
import { percentLines } from './percent-lines.ts'

/** `zhike migrate --rehearse`: the upgrade of a copy, beside the server or without it. */
export const rehearse = async (on: string | undefined, json: boolean): Promise<number> => {
  const config = loadConfig(withEnvFile(process.env))
  const postgres = config.databaseUrl ? null : await startPostgres({ dataDir: `${config.dataDir}/postgres` })
  const log = createLogger({ level: 'warn', format: config.logFormat })
  try {
    const place = postgres ? { url: postgres.url, adminUrl: postgres.adminUrl } : { url: config.databaseUrl! }
    const progress = percentLines('复制 Copying', json ? () => {} : console.log)
    const result = await rehearseUpgrade({ ...place, on, log, config, progress })
    console.log(json ? JSON.stringify(result, null, 2) : report(result))
    return exitCode.ok
  } finally {
    await postgres?.stop()
  }
}

const report = ({ plans, tables, rows, copying, upgrading, longestLock }: Rehearsal): string =>
  [
    ...plans.flatMap(({ workspace, missing }) =>
      missing.length === 0
        ? [`✓ ${workspace}  已是最新 up to date`]
        : [`… ${workspace}  ${missing.length} 项待补 missing`, ...missing.map((what) => `    ${what}`)],
    ),
    `✓ 副本升级成功,${tables} 张表 ${rows} 行逐一核对无误;副本已删除  The copy upgraded; every row compares equal; the copy is gone`,
    `  复制 copying ${copying.toFixed(1)} s,升级 upgrading ${upgrading.toFixed(1)} s,最长的独占 longest lock ${longestLock} ms`,
  ].join('\n')
