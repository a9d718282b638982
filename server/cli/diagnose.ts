import { existsSync } from 'node:fs'
import { access, constants, statfs } from 'node:fs/promises'
import { Client } from 'pg'
import { loadConfig, makeFolder, withEnvFile, type Config } from '#platform/config'
import { startPostgres } from '#platform/postgres'
import { webIsStale } from './build-web.ts'
import { checkAway } from './check-away.ts'
import { checkBackups } from './check-backups.ts'
import { checkLock } from './check-lock.ts'

export interface Finding {
  name: string
  zh: string
  ok: boolean
  detail: string
}

type Check = [name: string, zh: string, look: (config: Config) => Promise<string>]

/** Looks at everything a start needs. A check that throws is a finding; the others still run. */
export const diagnose = async (env: Record<string, string | undefined>): Promise<Finding[]> => {
  const findings: Finding[] = []
  const look = async (name: string, zh: string, work: () => Promise<string>) => {
    const detail = work().then((said) => ({ ok: true, detail: said }))
    findings.push({ name, zh, ...(await detail.catch((error: Error) => ({ ok: false, detail: error.message }))) })
  }
  let config: Config | undefined
  await look('node', 'Node', async () => `${process.version} ${process.platform}-${process.arch}`)
  await look('config', '设置', async () => {
    config = loadConfig(withEnvFile(env))
    return '没有问题'
  })
  const settings = config
  if (settings) for (const [name, zh, work] of checks) await look(name, zh, () => work(settings))
  return findings
}

const checks: Check[] = [
  ['data', '数据目录', dataDirectory],
  ['database', '数据库', database],
  ['secret', 'SECRET', checkLock],
  ['backups', '备份', checkBackups],
  ['away', '异地备份', checkAway],
  ['web', '网页', web],
]

async function dataDirectory({ dataDir }: Config): Promise<string> {
  makeFolder(dataDir)
  await access(dataDir, constants.W_OK)
  const { bavail, bsize } = await statfs(dataDir)
  const free = (bavail * bsize) / 2 ** 30
  if (free < 1) throw new Error(`${dataDir} 所在磁盘只剩 ${free.toFixed(1)} GB,请清理空间`)
  return `${dataDir},可写,剩余 ${free.toFixed(0)} GB`
}

async function database({ databaseUrl, databaseRuntimeUrl, dataDir }: Config): Promise<string> {
  if (databaseUrl) return `外部 ${await describe(databaseUrl)};${await runTime(databaseRuntimeUrl)}`
  const postgres = await startPostgres({ dataDir: `${dataDir}/postgres` })
  try {
    return `内置 ${await describe(postgres.url)}`
  } finally {
    await postgres.stop()
  }
}

/** With one account only, who gets a statement in can change the log of what was done. */
const runTime = async (url: string | null): Promise<string> => {
  if (!url) return '建议再建一个普通账号,用 DATABASE_RUNTIME_URL 指定,使运行中的程序不能改表和修改日志'
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(
      `select exists (select from pg_class where pg_get_userbyid(relowner) = current_user) as owns`,
    )
    if (rows[0].owns) throw new Error('DATABASE_RUNTIME_URL 的账号拥有表,应换成一个什么都不拥有的普通账号')
    return '运行账号合适'
  } finally {
    await client.end()
  }
}

const facts = `
  select current_setting('server_version_num')::int as version,
         (select rolsuper from pg_roles where rolname = current_user) as super,
         has_database_privilege(current_database(), 'create') as may_create,
         exists (select from pg_available_extensions where name = 'btree_gin') as gin,
         exists (select from pg_collation where collname = 'zh-Hans-CN-x-icu') as pinyin,
         getdatabaseencoding() as encoding`

/** Version and fitness of a database; throws with what is missing. */
const describe = async (url: string): Promise<string> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const { version, ...found } = (await client.query(facts)).rows[0]
    const missing = [
      version < 150_000 && 'PostgreSQL 15 或更新的版本',
      found.super && '一个不是超级用户的账号',
      !found.may_create && '在库中创建 schema 的权限',
      !found.gin && 'btree_gin 扩展',
      !found.pinyin && 'ICU 中文排序规则(zh-Hans-CN-x-icu)',
      found.encoding !== 'UTF8' && 'UTF8 编码的数据库',
    ].filter(Boolean)
    if (missing.length) throw new Error(`需要${missing.join('、')}`)
    return `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
  } finally {
    await client.end()
  }
}

async function web(): Promise<string> {
  if (!existsSync('web/vite.config.ts')) return '未包含'
  return (await webIsStale()) ? '将在下次启动时构建' : '已构建'
}
