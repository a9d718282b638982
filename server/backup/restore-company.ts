import { continueCount, noteEnd, openToRunTime, runTimeAccount, type Session, verifySeal } from '#engine'
import { copyIn, copyOut, Damaged, fileKeys, listEveryTable, measureOf, nameOf, schemaSql } from '#platform/backup'
import { findWorkspace, sealAnchor, type Workspace } from '#platform/control'
import type { Logger } from '#platform/log'
import { resealSecrets } from '#modules/integration'
import { fileBringer } from './bring-files.ts'
import { type Arrival, bringLogins, planLogins } from './bring-logins.ts'
import { bringRows } from './bring-rows.ts'
import { checkRoom, companyTables, moveCompany, ownerColumn, putCompanyAside } from './company-place.ts'
import { checkInstallation, type Installation } from './installation.ts'
import { type Proof, rehearseRestore } from './restore-into-folder.ts'

export interface CompanyWork {
  readonly file: string
  readonly key: string
  /** The company, by id, address or name. */
  readonly only: string
  /** Another address for it. */
  readonly as?: string | undefined
  /** The same company may lie there: it is renamed and kept. */
  readonly replace: boolean
  /** Null proves the backup of the company alone. */
  readonly into: Installation | null
  /** Says only what would happen. */
  readonly dryRun: boolean
  /** The folder in which the proof is made. */
  readonly beside: string
  readonly log: Logger
  progress?(read: number, total: number): void
}

export interface CompanyRestored {
  readonly company: Workspace
  readonly madeAt: string
  readonly version: string
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly logins: readonly Arrival[]
  /** The schema that what was there is kept in. */
  readonly aside: string | null
}

/**
 * Brings one company of a backup into an installation that has others. The whole company is restored and proven aside first,
 * by the way of every restore; from there it comes in one transaction, so that it is there whole or not at all.
 */
export const restoreCompany = async (work: CompanyWork): Promise<CompanyRestored> => {
  const { only, into, beside, log, progress } = work
  if (into) await checkInstallation(into)
  let restored: CompanyRestored | undefined
  const proofWork = { file: work.file, key: work.key, only, log, ...(progress ? { progress } : {}) }
  await rehearseRestore(proofWork, beside, async (proof) => {
    restored = await proof.database.owner.transaction((from) => bring(proof, from, work))
  })
  return restored!
}

const patient = async (session: Session): Promise<void> => {
  await session.query('set local idle_in_transaction_session_timeout = 0')
  await session.query('set local statement_timeout = 0')
}

const bring = async (proof: Proof, from: Session, work: CompanyWork): Promise<CompanyRestored> => {
  const { into } = work
  const { loaded } = proof
  await patient(from)
  if (work.as) await moveCompany(from, loaded.company!, work.as)
  const company = (await findWorkspace(from, loaded.company!.id))!
  const replaced = into ? await checkRoom(into, company, work.replace) : null
  const logins = into ? await planLogins(from, into.database.owner) : []
  const mine = loaded.header.tables.map(({ schema }) => schema === loaded.company!.schemaName)
  const facts = {
    company,
    madeAt: loaded.header.at,
    version: loaded.header.version,
    tables: mine.filter(Boolean).length,
    rows: loaded.manifest.tables.reduce((sum, { rows }, nth) => sum + (mine[nth] ? rows : 0), 0),
    files: (await fileKeys(from, company.schemaName)).filter((key) => !loaded.manifest.missing.includes(key)).length,
    logins,
  }
  if (!into || work.dryRun) return { ...facts, aside: null }
  const account = await runTimeAccount(into.database)
  const files = fileBringer(proof.files, into.files, loaded.manifest)
  try {
    return await into.database.owner.transaction(async (to) => {
      await patient(to)
      const aside = replaced ? await putCompanyAside(to, company.id, replaced) : null
      await bringSchema(from, to, company.schemaName)
      await bringLogins(from, to, logins, { from: loaded.secret, to: into.secret })
      await bringControl(from, to, company.id, logins, aside)
      await sealAnew(to, company, proof, into.secret)
      await resealSecrets(to, company.schemaName, loaded.secret, into.secret)
      await continueCount(to, company.schemaName)
      await openToRunTime(to, company.schemaName, account)
      await files.bring(await fileKeys(from, company.schemaName))
      return { ...facts, aside }
    })
  } catch (error) {
    await files.takeBack()
    throw error
  }
}

/** Makes the tables as they are in the proof, and compares every row once it lies here. */
const bringSchema = async (from: Session, to: Session, schema: string): Promise<void> => {
  const plan = await schemaSql(from, [schema])
  const tables = (await listEveryTable(from, [schema])).filter((table) => table.schema === schema)
  for (const statement of plan.tables) await to.query(statement)
  for (const table of tables) await copyIn(to, table, copyOut(from, table))
  for (const statement of plan.rest) await to.query(statement)
  for (const table of tables) {
    const [wanted, found] = [await measureOf(copyOut(from, table)), await measureOf(copyOut(to, table))]
    if (found.sha256 !== wanted.sha256) throw Damaged({ what: nameOf(table) })
  }
}

/**
 * The rows beside the schema. The oldest company runs the installation, and who is in several enters the one she joined first:
 * what comes now came now, so that neither changes for anybody who is here.
 */
const bringControl = async (
  from: Session,
  to: Session,
  id: string,
  logins: readonly Arrival[],
  aside: string | null,
): Promise<void> => {
  const since = async (table: 'workspace' | 'member', login?: string) => {
    const kept = aside
      ? `(select min(created_at) from "${aside}".control_${table}${login ? ' where login = $1' : ''})`
      : 'null'
    const sql = `select coalesce(${kept}, clock_timestamp())::text as at`
    return (await to.query<{ at: string }>(sql, aside && login ? [login] : []))[0]!.at
  }
  const ids = new Map(logins.map((login) => [login.from, login.to]))
  for (const table of companyTables)
    await bringRows(from, to, `zhike.${table}`, { column: ownerColumn(table), value: id }, async (row) => {
      if (table === 'workspace') return { created_at: await since(table) }
      const login = ids.get(String(row['login']))
      return table === 'member' ? { login, created_at: await since(table, login) } : login ? { login } : {}
    })
}

/** Signs the end of its log with the secret of this installation, if the backup's seals held; what was broken stays so. */
const sealAnew = async (to: Session, company: Workspace, { loaded }: Proof, secret: string): Promise<void> => {
  const anchor = sealAnchor(company.id, secret)
  const wanted = loaded.manifest.seals.find(({ schema }) => schema === loaded.company!.schemaName)
  if (wanted?.ok) await noteEnd(to, company.schemaName, anchor)
  const found = await verifySeal(to, company.schemaName, anchor)
  if (found.ok !== wanted?.ok || found.entries !== wanted.entries) throw Damaged({ what: 'seal' })
}
