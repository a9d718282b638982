import { existsSync } from 'node:fs'
import path from 'node:path'
import { Database } from '#engine'
import { NotAnInstallation } from '#platform/backup'
import { type Config, loadConfig, withEnvFile } from '#platform/config'
import { createFileStore } from '#platform/files'
import { startPostgres } from '#platform/postgres'
import type { Installation } from '../backup/installation.ts'
import { type CompanyRestored, type CompanyWork, restoreCompany } from '../backup/restore-company.ts'
import { lookAt } from '../backup/restore-into-database.ts'
import { momentText } from '../moment-text.ts'

type Asked = Omit<CompanyWork, 'into' | 'beside'> & { readonly into: string | undefined }

/** Restores one company of a backup into the installation of this address or data directory. */
export const restoreOne = async ({ into, ...work }: Asked, config: Config): Promise<CompanyRestored> => {
  const beside = (dataDir: string) => path.dirname(path.resolve(dataDir))
  if (!into) return restoreCompany({ ...work, into: null, beside: beside(config.dataDir) })
  if (/^postgres(ql)?:\/\//.test(into)) {
    const runTime = config.databaseUrl === into ? config.databaseRuntimeUrl : null
    return withInstallation(into, runTime, config, new URL(into).pathname.slice(1), (installation) =>
      restoreCompany({ ...work, into: installation, beside: beside(config.dataDir) }),
    )
  }
  const folder = path.resolve(into)
  // Asked before anything else: reading its configuration would make a data directory of an empty folder.
  if (!existsSync(path.join(folder, 'postgres', 'cluster'))) throw NotAnInstallation({ place: folder })
  const its = loadConfig({ ...withEnvFile(process.env), DATA_DIR: folder })
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres') })
  try {
    return await withInstallation(postgres.url, postgres.runTimeUrl, its, folder, (installation) =>
      restoreCompany({ ...work, into: installation, beside: beside(folder) }),
    )
  } finally {
    await postgres.stop()
  }
}

const withInstallation = async <T>(
  url: string,
  runTimeUrl: string | null,
  config: Config,
  place: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> => {
  const { inUse } = await lookAt(url)
  const database = new Database(runTimeUrl ?? url, { ownerUrl: url, max: 4, statementTimeout: 0 })
  try {
    return await work({ place, database, files: createFileStore(config), secret: config.secret, inUse })
  } finally {
    await database.close()
  }
}

/** What came of it, for people. */
export const companyReport = (
  { company, madeAt, version, rows, tables, files, logins, aside }: CompanyRestored,
  done: boolean,
  into: string | undefined,
): string => {
  const merged = logins.filter(({ becomes }) => becomes !== null)
  return [
    done
      ? `✓ 已恢复公司“${company.name}”(${company.slug}),逐项核对一致  Restored “${company.name}”; everything compares equal`
      : `✓ 公司“${company.name}”可以恢复,逐项核对一致;没有做任何改动  “${company.name}” restores; nothing was changed`,
    `  备份时间 Made: ${momentText(madeAt)}  知客 Zhike ${version}`,
    `  ${tables} 张表 tables,${rows} 行 rows,${files} 个附件 files`,
    ...(into ? [`  登录 Logins: 新增 new ${logins.length - merged.length},合并 merged ${merged.length}`] : []),
    ...merged.map(({ email, becomes }) =>
      email === becomes
        ? `    ${email}  沿用这里原有的密码 keeps the password it has here`
        : `    ${email} → ${becomes}  沿用这里原有的登录 is the login that is here`,
    ),
    ...(aside ? [`  原有数据保留在  What was there is kept as: ${aside}`] : []),
  ].join('\n')
}
