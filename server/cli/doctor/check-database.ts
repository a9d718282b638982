import { Client } from 'pg'
import { defineError, type Word } from '#engine'
import type { Config } from '#platform/config'
import { startPostgres } from '#platform/postgres'

const Unfit = defineError('doctor.unfit', 503, '需要{needs}', 'It needs {needs}')
const OwnsTables = defineError(
  'doctor.ownsTables',
  503,
  'DATABASE_RUNTIME_URL 的账号拥有表,应换成一个什么都不拥有的普通账号',
  'The account of DATABASE_RUNTIME_URL owns tables; give it one that owns nothing',
)

type Sentence = readonly [zh: string, en: string]

/** Version and fitness of the database; throws with what is missing. */
export const checkDatabase = async ({ databaseUrl, databaseRuntimeUrl, dataDir }: Config): Promise<Word> => {
  if (databaseUrl) {
    const version = await versionOf(databaseUrl)
    const [zh, en] = await runTime(databaseRuntimeUrl)
    return { 'zh-CN': `外部 ${version};${zh}`, en: `external ${version}; ${en}` }
  }
  const postgres = await startPostgres({ dataDir: `${dataDir}/postgres` })
  try {
    const version = await versionOf(postgres.url)
    return { 'zh-CN': `内置 ${version}`, en: `embedded ${version}` }
  } finally {
    await postgres.stop()
  }
}

/** With one account only, who gets a statement in can change the log of what was done. */
const runTime = async (url: string | null): Promise<Sentence> => {
  if (!url)
    return [
      '建议再建一个普通账号,用 DATABASE_RUNTIME_URL 指定,使运行中的程序不能改表和修改日志',
      'better make a lesser account and name it with DATABASE_RUNTIME_URL, so that the running program can change neither tables nor the change log',
    ]
  const [{ owns }] = await ask(
    url,
    `select exists (select from pg_class where pg_get_userbyid(relowner) = current_user) as owns`,
  )
  if (owns) throw OwnsTables()
  return ['运行账号合适', 'the account it runs as is fit']
}

const facts = `
  select current_setting('server_version_num')::int as version,
         (select rolsuper from pg_roles where rolname = current_user) as super,
         has_database_privilege(current_database(), 'create') as may_create,
         exists (select from pg_available_extensions where name = 'btree_gin') as gin,
         exists (select from pg_collation where collname = 'zh-Hans-CN-x-icu') as pinyin,
         getdatabaseencoding() as encoding`

const versionOf = async (url: string): Promise<string> => {
  const [{ version, ...found }] = await ask(url, facts)
  const missing = [
    version < 150_000 && ['PostgreSQL 15 或更新的版本', 'PostgreSQL 15 or newer'],
    found.super && ['一个不是超级用户的账号', 'an account that is no superuser'],
    !found.may_create && ['在库中创建 schema 的权限', 'the right to create schemas in the database'],
    !found.gin && ['btree_gin 扩展', 'the extension btree_gin'],
    !found.pinyin && ['ICU 中文排序规则(zh-Hans-CN-x-icu)', 'the ICU collation for Chinese (zh-Hans-CN-x-icu)'],
    found.encoding !== 'UTF8' && ['UTF8 编码的数据库', 'a database in UTF8'],
  ].filter((one) => one !== false)
  if (missing.length > 0)
    throw Unfit({
      needs: { 'zh-CN': missing.map(([zh]) => zh).join('、'), en: missing.map(([, en]) => en).join(', ') },
    })
  return `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
}

const ask = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
