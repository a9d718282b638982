import type { Session } from '#engine'
import type { Table } from './format.ts'

/** What is known before a workspace is entered: workspaces and keys, logins. */
export const controlSchemas = ['zhike', 'auth'] as const

/** What is of this machine or this moment, or is worked out anew: not backed up. Nobody stays signed in over a restore. */
const leftOut = new Set([
  'zhike.migration',
  'zhike.job_progress',
  'zhike.backup',
  'auth.session',
  'auth.verification',
  'auth.attempt',
])
const leftOutOfWorkspaces = new Set(['built', 'log_base'])

interface Found extends Table {
  readonly needs: readonly string[]
  readonly estimate: number
}

/** The tables of these schemas in an order in which they can be loaded: control, logins, and each workspace's own fields first. */
export const listTables = async (
  session: Session,
  workspaces: readonly string[],
): Promise<(Table & { readonly estimate: number })[]> => {
  const ofWorkspace = (schema: string) => workspaces.includes(schema)
  const found = await listEveryTable(session, workspaces)
  const kept = found.filter(
    ({ schema, name }) => !leftOut.has(`${schema}.${name}`) && !(ofWorkspace(schema) && leftOutOfWorkspaces.has(name)),
  )
  const schemas: readonly string[] = [...controlSchemas, ...workspaces]
  const rank = ({ schema, name }: Table) =>
    `${schemas.indexOf(schema)} ${name.startsWith('custom_') || name === 'workspace' ? 0 : 1} ${name}`
  const sorted = kept.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  const placed = new Map<string, Found>()
  const place = (table: Found) => {
    const key = `${table.schema}.${table.name}`
    if (placed.has(key)) return
    for (const need of table.needs) {
      const parent = need === key ? undefined : kept.find((each) => `${each.schema}.${each.name}` === need)
      // References between records may run in circles; they are added when everything is loaded.
      if (parent && !(ofWorkspace(parent.schema) && parent.name !== 'file')) place(parent)
    }
    placed.set(key, table)
  }
  sorted.forEach(place)
  return [...placed.values()].map(({ schema, name, columns, key, estimate }) => ({
    schema,
    name,
    columns,
    key,
    estimate,
  }))
}

/** All tables of the installation, whatever they hold, in no order. */
export const listEveryTable = (session: Session, workspaces: readonly string[]): Promise<Found[]> =>
  session.query<Found>(tablesSql, [[...controlSchemas, ...workspaces]])

const tablesSql = `
  select n.nspname as schema, c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce((select json_agg(a.attname order by k.nth)
       from pg_index i, unnest(i.indkey::int2[]) with ordinality k(num, nth), pg_attribute a
       where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.num), '[]') as key,
    coalesce((select json_agg(distinct fn.nspname || '.' || f.relname)
       from pg_constraint r join pg_class f on f.oid = r.confrelid join pg_namespace fn on fn.oid = f.relnamespace
       where r.conrelid = c.oid and r.contype = 'f'), '[]') as needs,
    greatest(0, case c.relkind when 'r' then c.reltuples else (select sum(p.reltuples) from pg_inherits h join pg_class p on p.oid = h.inhrelid where h.inhparent = c.oid) end)::bigint as estimate
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition`
