import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dataFolderArgument, privateFolder, serverAccount } from './account.ts'
import { program } from './binaries.ts'
import { PostgresError, refuseFullDisk } from './postgres-error.ts'

/** The major version that the embedded programs can open. */
const major = '18'

/** Where PostgreSQL keeps its files. */
export const clusterIn = (dataDir: string): string => path.join(dataDir, 'cluster')

/** Whether there is a cluster; one of another major version is refused, for these programs would not open it. */
export const hasCluster = (dataDir: string): boolean => {
  const file = path.join(clusterIn(dataDir), 'PG_VERSION')
  if (!existsSync(file)) return false
  const found = readFileSync(file, 'utf8').trim()
  if (found === major) return true
  throw new PostgresError(
    `数据目录 ${dataDir} 由 PostgreSQL ${found} 创建,本版本只能打开 PostgreSQL ${major} 的数据,未做任何改动。` +
      `请换用原来的版本备份后再恢复到新的数据目录,或用 DATABASE_URL 连接原来的数据库。\n` +
      `The data directory belongs to PostgreSQL ${found}; this version opens ${major} only. Nothing was changed.`,
  )
}

/**
 * Makes a new cluster. Text sorts by code point unless a query names a collation: the quickest order for indexes and
 * the same on every system, while pinyin order is asked for by name (`zh-Hans-CN-x-icu`).
 */
export const createCluster = (native: string, dataDir: string, adminPassword: string): void => {
  const half = path.join(dataDir, 'cluster.new')
  rmSync(half, { recursive: true, force: true }) // left by a first start that was cut off
  const secret = mkdtempSync(path.join(tmpdir(), 'zhike-initdb-'))
  try {
    const passwordFile = path.join(secret, 'password')
    writeFileSync(passwordFile, adminPassword, { mode: 0o600 })
    const { uid, gid } = serverAccount()
    if (uid !== undefined && gid !== undefined) for (const each of [secret, passwordFile]) chownSync(each, uid, gid)

    // A C.UTF-8 character type makes lower() and \w know letters of all scripts; systems without it have another UTF-8 one.
    const attempts = ['C.UTF-8', 'en_US.UTF-8', 'en-US', 'C'].map((locale) => () => {
      rmSync(half, { recursive: true, force: true })
      privateFolder(half)
      return initdb(native, half, passwordFile, locale)
    })
    let failure = ''
    for (const attempt of attempts) {
      failure = attempt()
      if (!failure) return renameSync(half, clusterIn(dataDir))
    }
    refuseFullDisk(failure, dataDir)
    throw new PostgresError(`无法初始化数据库 / initdb failed: ${failure}`)
  } finally {
    rmSync(secret, { recursive: true, force: true })
  }
}

const initdb = (native: string, folder: string, passwordFile: string, locale: string): string => {
  const args = [`--pgdata=${dataFolderArgument(folder)}`, '--username=postgres', '--auth=scram-sha-256']
  args.push(`--pwfile=${passwordFile}`, '--encoding=UTF8', `--locale=${locale}`, '--data-checksums')
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
  const env = { ...process.env, LC_ALL: undefined, LANG: undefined, LC_MESSAGES: 'C' }
  const run = spawnSync(program(native, 'initdb'), args, { ...serverAccount(), cwd: folder, env, encoding: 'utf8' })
  return run.status === 0 ? '' : (run.error?.message ?? run.stderr) || `exit code ${run.status}`
}
