import type { Session } from '#engine'
import { AddressTaken, CompanyThere, InUse } from '#platform/backup'
import type { Workspace } from '#platform/control'
import type { Installation } from './installation.ts'

/** The tables of the control schema that hold rows of a company, in the order in which they can be written. */
export const companyTables = ['workspace', 'member', 'api_key', 'seal_head'] as const

/** The column that says whose a row is. */
export const ownerColumn = (table: (typeof companyTables)[number]): string =>
  table === 'workspace' ? 'id' : 'workspace'

/** Gives a company that is not in use yet another address, and with it another schema. */
export const moveCompany = async (session: Session, { id, schemaName }: Workspace, slug: string): Promise<void> => {
  const schema = `ws_${slug.replaceAll('-', '_')}`
  if (schema !== schemaName) await session.query(`alter schema "${schemaName}" rename to "${schema}"`)
  await session.query('update zhike.workspace set slug = $2, schema_name = $3 where id = $1', [id, slug, schema])
}

/**
 * Is there room for a company: answers the schema of the same company that lies there, to be put aside. Another company is
 * never put aside. Throws CompanyThere, AddressTaken and InUse.
 */
export const checkRoom = async (
  { place, database, inUse }: Installation,
  { id, slug, schemaName }: Workspace,
  replace: boolean,
): Promise<string | null> => {
  const there = await database.owner.query<{ id: string; name: string; schema: string }>(
    `select id, name, schema_name as schema from zhike.workspace where id = $1 or slug = $2 or schema_name = $3`,
    [id, slug, schemaName],
  )
  const same = there.find((each) => each.id === id)
  if (same && !replace) throw CompanyThere({ name: same.name })
  const other = there.find((each) => each.id !== id)
  if (other) throw AddressTaken({ name: other.name, slug })
  const [stray] = await database.owner.query<{ ok: boolean }>('select to_regnamespace($1) is not null as ok', [
    schemaName,
  ])
  if (stray!.ok && same?.schema !== schemaName) throw AddressTaken({ name: schemaName, slug })
  if (same && inUse) throw InUse({ place })
  return same?.schema ?? null
}

/** Renames the schema of a company; its rows of the control schema are kept in there. Answers the new name. */
export const putCompanyAside = async (session: Session, id: string, schema: string): Promise<string> => {
  const suffix = `_before_${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`
  const aside = schema.slice(0, 63 - suffix.length) + suffix
  await session.query(`alter schema "${schema}" rename to "${aside}"`)
  for (const table of companyTables.toReversed()) {
    const mine = `zhike.${table} where ${ownerColumn(table)} = '${id}'`
    await session.query(`create table "${aside}".control_${table} as select * from ${mine}`)
    await session.query(`delete from ${mine}`)
  }
  return aside
}
