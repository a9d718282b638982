import type { Session } from '#engine'
import { NoSuchCompany, SeveralCompanies } from '#platform/backup'
import { listWorkspaces, type Workspace } from '#platform/control'

/** The company that is meant: by its id, address or schema, else by its name. Throws NoSuchCompany and SeveralCompanies. */
export const chooseCompany = async (session: Session, wanted: string): Promise<Workspace> => {
  const all = await listWorkspaces(session)
  const exact = all.filter(({ id, slug, schemaName }) => [id, slug, schemaName].includes(wanted))
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name === wanted)
  const [company, another] = found
  if (company && !another) return company
  const there = (company ? found : all).map(({ id, slug, name }) => `${name} (${slug}, ${id})`).join('; ')
  throw (company ? SeveralCompanies : NoSuchCompany)({ wanted, there })
}

/** Takes every other company out of the control schema and the logins: what stays can be brought anywhere. */
export const dropOthers = async (session: Session, company: string): Promise<void> => {
  for (const table of ['api_key', 'member', 'seal_head'])
    await session.query(`delete from zhike.${table} where workspace <> $1`, [company])
  await session.query('delete from zhike.workspace where id <> $1', [company])
  await session.query('delete from auth."user" u where not exists (select from zhike.member where login = u.id)')
  await session.query('delete from zhike.setting')
}
