import { Client } from 'pg'
import { Database, defineError, verifySeal } from '#engine'
import { copyDatabase, type Copied, copyOut, Damaged, type Measure, measureOf, nameOf } from '#platform/backup'
import { applyMigrations, listWorkspaces, sealAnchor } from '#platform/control'
import { planUpgrade, type UpgradePlan } from '../plan-upgrade.ts'
import { upgradeAll, type UpgradeWork } from '../upgrade-all.ts'
import { dropForgotten, rehearsalName } from './forgotten-rehearsals.ts'
import { allMigrations } from './migrations.ts'
import { lookAt } from './restore-into-database.ts'

const MayNotRehearse = defineError(
  'rehearse.noDatabase',
  422,
  '这个账号不能建数据库,无法在副本上演练。请让管理员建一个空库,用 --on postgres://… 指定',
  'This account may not create a database to rehearse in. Have an empty one made and name it with --on postgres://…',
)

const NotEmptyToRehearse = defineError(
  'rehearse.notEmpty',
  409,
  '数据库 {place} 里已有数据,没有做任何改动。演练要用一个空的数据库',
  'The database {place} holds data already; nothing was changed. A rehearsal needs an empty one',
)

export interface Rehearsal {
  readonly plans: readonly UpgradePlan[]
  readonly tables: number
  readonly rows: number
  /** Seconds. */
  readonly copying: number
  readonly upgrading: number
  /** The longest statement among those that keep others off a table while they run, in milliseconds. */
  readonly longestLock: number
}

type Work = Omit<UpgradeWork, 'database'> & {
  readonly url: string
  /** Who may create a database beside it; the account of `url` where nobody else is known. */
  readonly adminUrl?: string
  /** An empty database to rehearse in instead. */
  readonly on?: string | undefined
  progress?(done: number, total: number): void
}

/** Upgrades a copy of the installation and compares it with what it was. The original is only read. */
export const rehearseUpgrade = (work: Work): Promise<Rehearsal> =>
  inScratch(work, async (copy) => {
    const began = performance.now()
    const copied = await copyDatabase(work.url, copy, work.progress)
    const copying = (performance.now() - began) / 1000
    const before = await measures(copy, copied)
    const plans = await planUpgrade(copy)
    const locks = watchLocks(copy)
    const start = performance.now()
    await applyMigrations(copy, allMigrations)
    await upgradeAll({ ...work, database: copy })
    const upgrading = (performance.now() - start) / 1000
    const longestLock = locks.longest()
    await compare(copy, copied, before, work.config.secret)
    const rows = before.reduce((sum, measure) => sum + measure.rows, 0)
    return { plans, tables: before.length, rows, copying, upgrading, longestLock }
  })

const inScratch = async <T>({ url, adminUrl, on }: Work, work: (copy: Database) => Promise<T>): Promise<T> => {
  if (on) return inEmpty(on, work)
  const server = new Database(adminUrl ?? url, { max: 1, statementTimeout: 0 })
  const name = rehearsalName()
  const owner = decodeURIComponent(new URL(url).username)
  try {
    await dropForgotten(server)
    await server
      .query(`create database ${name} owner "${owner.replaceAll('"', '""')}"`)
      .catch((error: { code?: string }) => {
        throw error.code === '42501' ? MayNotRehearse() : error
      })
    try {
      const place = new URL(url)
      place.pathname = `/${name}`
      return await whileConnected(place.href, () => withCopy(place.href, work))
    } finally {
      await server.query(`drop database ${name} with (force)`)
    }
  } finally {
    await server.close()
  }
}

/** By this others see that the copy is worked with; connections of a pool come and go. */
const whileConnected = async <T>(url: string, work: () => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, application_name: 'rehearsal', keepAlive: true })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work()
  } finally {
    await client.end().catch(() => {})
  }
}

/** What was made there for the rehearsal is a copy of everything: it does not stay. */
const inEmpty = async <T>(url: string, work: (copy: Database) => Promise<T>): Promise<T> => {
  if ((await lookAt(url)).schemas.length > 0) throw NotEmptyToRehearse({ place: new URL(url).pathname.slice(1) })
  return withCopy(url, async (copy) => {
    const before = await schemasIn(copy)
    try {
      return await work(copy)
    } finally {
      for (const schema of await schemasIn(copy))
        if (!before.includes(schema)) await copy.query(`drop schema ${schema} cascade`)
    }
  })
}

const schemasIn = async (copy: Database): Promise<string[]> =>
  (
    await copy.query<{ name: string }>(`select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_'`)
  ).map(({ name }) => name)

const withCopy = async <T>(url: string, work: (copy: Database) => Promise<T>): Promise<T> => {
  const copy = new Database(url, { max: 2, statementTimeout: 0 })
  try {
    return await work(copy)
  } finally {
    await copy.close()
  }
}

const measures = (copy: Database, { tables }: Copied): Promise<Measure[]> =>
  copy.transaction(async (session) => {
    const found: Measure[] = []
    for (const table of tables) found.push(await measureOf(copyOut(session, table)))
    return found
  })

/** What an upgrade adds to by itself, and what says how far it is. */
const itsOwn = /^"(zhike"\."(migration|seal_head)|\w+"\."(built|unfilled))"$/

/** Every row that was there is there as it was, in every column that was there; seals hold. */
const compare = async (copy: Database, copied: Copied, before: readonly Measure[], secret: string): Promise<void> => {
  const after = await measures(copy, copied)
  for (const [nth, table] of copied.tables.entries())
    if (!itsOwn.test(nameOf(table)) && after[nth]!.sha256 !== before[nth]!.sha256)
      throw Damaged({ what: nameOf(table) })
  for (const { id, schemaName } of await listWorkspaces(copy))
    if (!(await verifySeal(copy, schemaName, sealAnchor(id, secret))).ok)
      throw Damaged({ what: `seal of ${schemaName}` })
}

/** Times the statements that need a table for themselves. */
const watchLocks = (copy: Database) => {
  let longest = 0
  let running: { text: string; since: number } | null = null
  copy.onStatement = (text) => {
    const now = performance.now()
    if (running && /^\s*(alter|create) (table|unique index|index)(?! concurrently)/i.test(running.text))
      longest = Math.max(longest, now - running.since)
    running = { text, since: now }
  }
  return {
    longest: () => {
      copy.onStatement = undefined
      return Math.round(longest)
    },
  }
}
