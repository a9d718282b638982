import type { Session } from '../database.ts'
import { addColumn, createIndex, type TablePlan } from './tables.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The part of a definition that says what is indexed and how: all but the names of index and table. */
const meaning = (definition: string): string => definition.replace(/ INDEX .*? ON .*? USING /, ' INDEX USING ')

/**
 * The indexes whose declaration has changed since they were built. What PostgreSQL says of an index is compared with what it
 * says of the same index on an empty copy of the table, so that nobody has to read its SQL. `columns` are those that the tables
 * have, as `table.column`: an index may be over one that this version brings.
 */
export const changedIndexes = async (
  session: Session,
  schema: string,
  plans: readonly TablePlan[],
  columns: ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const living = await session.query<{ name: string; definition: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and i.indisvalid`,
    [schema],
  )
  const built = new Map(living.map((l) => [l.name, meaning(l.definition)]))
  const known = plans.filter((p) => p.indexes.some((i) => built.has(i.name)))
  if (known.length === 0) return new Set()
  return session.transaction(async (inside) => {
    const statements = known.flatMap(({ name, indexes, columns: wanted }) => [
      `create temporary table ${quoted(name)} (like ${quoted(schema)}.${quoted(name)}) on commit drop`,
      ...wanted.filter((c) => !columns.has(`${name}.${c.name}`)).map((column) => addColumn('pg_temp', name, column)),
      ...indexes.filter((i) => built.has(i.name)).map((index) => createIndex('pg_temp', name, index)),
    ])
    await inside.query(statements.join(';\n'))
    const wanted = await inside.query<{ name: string; definition: string }>(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid
       where c.relnamespace = pg_my_temp_schema()`,
    )
    for (const { name } of known) await inside.query(`drop table pg_temp.${quoted(name)}`)
    return new Set(wanted.filter((w) => built.get(w.name) !== meaning(w.definition)).map((w) => w.name))
  })
}
