import type { Session } from '../database.ts'
import { lockOf } from './sync.ts'

/** Tables of the past: the running app reads them and adds to them, and can neither change nor empty them. */
const appendOnly = ['change', 'seal']

/** What the running app may do with a table: with all others more than with those of the past, and with a part of the log nothing by itself. */
const rights = { open: 'select, insert, update, delete', past: 'select, insert', part: null } as const

interface Found {
  readonly table: string
  readonly kind: keyof typeof rights
  readonly adds: boolean
  readonly changes: boolean
}

const isWrong = ({ kind, adds, changes }: Found): boolean =>
  kind === 'open' ? !changes : kind === 'past' ? !adds || changes : adds || changes

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The account that the app runs as, where another one owns the tables; null where one account does both. */
export const runTimeAccount = async (session: Session): Promise<string | null> => {
  const [running, owning] = await Promise.all(
    [session, session.owner].map((each) => each.query<{ name: string }>('select current_user as name')),
  )
  const name = running![0]!.name
  return name === owning![0]!.name ? null : name
}

/**
 * Lets the account that the app runs as read and write the rows of a schema, and no more: it owns no table, so that not even
 * an injected statement drops one or rewrites the past. Tables that come later are open to it as well. To be called as the
 * owner; safe to run again.
 */
export const openToRunTime = async (owner: Session, schema: string, account: string | null): Promise<void> => {
  if (account === null) return
  const [to, at] = [quoted(account), quoted(schema)]
  await owner.transaction(async (inside) => {
    // Two processes that grant the same at once would trip over each other.
    await inside.query('select pg_advisory_xact_lock($1)', [lockOf(`${schema} run time`)])
    const [schemaRights] = await inside.query<{ granted: boolean }>(
      `select exists (select from pg_default_acl where defaclnamespace = to_regnamespace($1) and defaclrole = current_user::regrole
         and defaclobjtype = 'r' and defaclacl::text like '%' || $2 || '=%') as granted`,
      [at, account],
    )
    if (!schemaRights!.granted) {
      await inside.query(`grant usage on schema ${at} to ${to}`)
      await inside.query(`grant usage on all sequences in schema ${at} to ${to}`)
      await inside.query(`alter default privileges in schema ${at} grant ${rights.open} on tables to ${to}`)
      await inside.query(`alter default privileges in schema ${at} grant usage on sequences to ${to}`)
    }
    const found = await inside.query<Found>(
      `select c.relname as table, case when p.relname = 'change' then 'part' when c.relname = any($3) then 'past' else 'open' end as kind,
         has_table_privilege($2, c.oid, 'insert') as adds,
         has_table_privilege($2, c.oid, 'delete') or has_table_privilege($2, c.oid, 'update') as changes
       from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
       where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p')`,
      [at, account, appendOnly],
    )
    for (const { table, kind } of found.filter(isWrong)) {
      const granted = rights[kind]
      await inside.query(`revoke all on ${at}.${quoted(table)} from ${to}`)
      if (granted) await inside.query(`grant ${granted} on ${at}.${quoted(table)} to ${to}`)
    }
  })
}
