import { buildModel, type Database, difference, emptyOverlay, engineStatements, readOverlay } from '#engine'
import { listWorkspaces } from '#platform/control'
import { modules } from '#modules/all'

/** What the tables of a workspace lack against this version, as SQL without the workspace's schema. */
export interface UpgradePlan {
  readonly workspace: string
  readonly missing: readonly string[]
}

/** Compares every workspace with the declarations of this version. Reads only. */
export const planUpgrade = async (database: Database): Promise<UpgradePlan[]> => {
  const [control] = await database.query<{ there: boolean }>(
    `select to_regclass('zhike.workspace') is not null as there`,
  )
  if (!control?.there) return []
  const plans: UpgradePlan[] = []
  for (const place of await listWorkspaces(database)) {
    // A database from before the overlay's tables took their present form has nothing to read there yet.
    const overlay = await readOverlay(database, place.schemaName, place.schemaVersion).catch(() => emptyOverlay)
    const model = buildModel(modules, overlay, place.zone)
    const lack = await difference(database, place.schemaName, model)
    const existing = await namesIn(database, place.schemaName)
    const statements = [...engineStatements(place.schemaName), ...lack.statements].filter(
      (sql) => !existing.has(madeBy(sql) ?? ''),
    )
    const indexes = lack.indexes.map(
      ({ table, index }) => `create ${index.unique ? 'unique ' : ''}index ${index.name} on ${table}`,
    )
    const short = (sql: string) => sql.trim().replaceAll(`"${place.schemaName}".`, '').replace(/\s+/g, ' ')
    plans.push({ workspace: place.slug, missing: [...statements, ...indexes].map(short) })
  }
  return plans
}

/** What the engine needs beside the objects is asked for with "if not exists", whether it is there or not: the name in such a statement. */
const madeBy = (sql: string): string | undefined => {
  const [, relation] = /create (?:unique )?(?:table|index) if not exists (?:"[^"]+"\.)?"?(\w+)"?/.exec(sql) ?? []
  const [, table, column] = /alter table (?:"[^"]+"\.)?"?(\w+)"? add column if not exists "?(\w+)"?/.exec(sql) ?? []
  const [, routine] = /create or replace function (?:"[^"]+"\.)?"?(\w+)"?\(/.exec(sql) ?? []
  const [, extension] = /create extension if not exists (\w+)/.exec(sql) ?? []
  return (
    relation ??
    (table && `${table}.${column}`) ??
    (routine && `function ${routine}`) ??
    (extension && `extension ${extension}`)
  )
}

/** The names of a schema's tables and indexes, of the tables' columns as `table.column`, of functions and extensions. */
const namesIn = async (database: Database, schema: string): Promise<Set<string>> => {
  const rows = await database.query<{ name: string }>(
    `with relation as (select oid, relname::text as name from pg_class where relnamespace = to_regnamespace($1))
     select name from relation union all
     select r.name || '.' || a.attname from relation r join pg_attribute a on a.attrelid = r.oid where a.attnum > 0 and not a.attisdropped
     union all select 'function ' || proname from pg_proc where pronamespace = to_regnamespace($1)
     union all select 'extension ' || extname from pg_extension`,
    [schema],
  )
  return new Set(rows.map(({ name }) => name))
}
