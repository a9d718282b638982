import type { Session } from '#engine'

/** What makes the tables of some schemas anew, as they are: first for the rows to go in, then what holds between them. */
export interface SchemaSql {
  readonly tables: readonly string[]
  /** Functions, keys, checks, indexes, and references last. */
  readonly rest: readonly string[]
}

/** Reads from PostgreSQL's own catalogue, for a copy beside the original; the text is PostgreSQL's, nobody else's. */
export const schemaSql = (session: Session, schemas: readonly string[]): Promise<SchemaSql> =>
  session.transaction(async (inside) => {
    // Without a path every name comes with its schema.
    await inside.query(`set local search_path to ''`)
    const tables = await inside.query<{ sql: string }>(tablesSql, [schemas])
    const rest = await inside.query<{ sql: string }>(restSql, [schemas])
    const all = schemas.map((schema) => `create schema ${schema}`)
    return { tables: [...all, ...tables.map(({ sql }) => sql)], rest: rest.map(({ sql }) => sql) }
  })

const tablesSql = `
  select case when c.relispartition
    then format('create table %I.%I partition of %s %s', n.nspname, c.relname, h.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
    else format('create table %I.%I (%s)%s', n.nspname, c.relname,
      (select string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
          || case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
                  when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end
          || case when a.attnotnull then ' not null' else '' end, ', ' order by a.attnum)
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
      case c.relkind when 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end) end as sql
  from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_inherits h on h.inhrelid = c.oid
  where n.nspname = any($1) and c.relkind in ('r', 'p') order by c.relispartition, n.nspname, c.relname`

const restSql = `
  select sql from (
    select 0 as turn, pg_get_functiondef(p.oid) as sql from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any($1) and p.prokind = 'f'
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    union all
    select 1, format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, r.conname, pg_get_constraintdef(r.oid))
      from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and r.contype in ('p', 'u', 'c') and r.conparentid = 0 and not c.relispartition
    union all
    select 2, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = x.relnamespace
      where n.nspname = any($1) and not x.relispartition and i.indisvalid
        and not exists (select from pg_constraint r where r.conindid = i.indexrelid and r.contype in ('p', 'u', 'x'))
    union all
    select 3, format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, r.conname, pg_get_constraintdef(r.oid))
      from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and r.contype = 'f' and r.conparentid = 0 and not c.relispartition
  ) all_of_it order by turn, sql`
