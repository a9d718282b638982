import { ensurePartitions } from '../changes/partitions.ts'
import type { Session } from '../database.ts'
import type { Model } from './model.ts'
import { engineStatements } from './sync.ts'
import { addColumn, createTable, planTable } from './tables.ts'

/** A column of a table that is to be loaded, with its type as PostgreSQL names it. */
export interface LoadedColumn {
  readonly name: string
  readonly type: string
}

/** Makes the schema of a workspace that is to be loaded, with the engine's own tables, still empty. */
export const createToLoad = async (session: Session, schema: string, months: readonly string[]): Promise<void> => {
  await session.query(`create schema "${schema}"`)
  for (const statement of engineStatements(schema)) await session.query(statement)
  for (const month of months)
    await ensurePartitions(session, schema, new Date(`${month.replace('_', '-')}-15T00:00:00Z`))
}

/**
 * Makes the table of an object as it was when its rows were saved: declared columns by their declaration, those that no
 * declaration knows any more by the type they had. What is newer, indexes and references come with the upgrade that follows.
 */
export const createTableToLoad = async (
  session: Session,
  schema: string,
  model: Model | null,
  table: string,
  columns: readonly LoadedColumn[],
  key: readonly string[],
): Promise<void> => {
  const object = model?.objects.get(table)
  const known = new Set(await columnsOf(session, schema, table))
  if (known.size === 0 && object) {
    const plan = planTable(object)
    const there = plan.columns.filter(({ name }) => columns.some((column) => column.name === name))
    await session.query(createTable(schema, { ...plan, columns: there }))
    for (const { name } of there) known.add(name)
  }
  for (const { type } of columns.filter(({ name }) => !known.has(name))) await checkType(session, type)
  if (known.size === 0) {
    await session.query(createTable(schema, { name: table, columns, indexes: [], references: [] }))
    const names = key.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')
    if (key.length > 0)
      await session.query(`alter table "${schema}"."${table.replaceAll('"', '""')}" add primary key (${names})`)
  } else
    for (const column of columns.filter(({ name }) => !known.has(name)))
      await session.query(addColumn(schema, table, column))
}

const columnsOf = async (session: Session, schema: string, table: string): Promise<string[]> =>
  (
    await session.query<{ name: string }>(
      `select attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = to_regnamespace($1) and c.relname = $2 and a.attnum > 0 and not a.attisdropped`,
      [`"${schema}"`, table],
    )
  ).map(({ name }) => name)

/** A type of PostgreSQL's own, whatever a file says. */
const checkType = async (session: Session, type: string): Promise<void> => {
  const [found] = await session.query<{ own: boolean | null }>(
    `select (select t.typnamespace = 'pg_catalog'::regnamespace from pg_type t where t.oid = to_regtype($1)) as own`,
    [type],
  )
  if (!found?.own) throw new Error(`not a type: ${type}`)
}

/** Lets the change log go on counting from what was loaded: its entries, seals and the cursors of its readers. */
export const continueCount = async (session: Session, schema: string): Promise<void> => {
  // Far enough ahead that a browser's cursor from after the backup lies behind all that is still to come.
  const ahead = 2 ** 32
  await session.query(
    `insert into "${schema}".log_base (number) select greatest(
       (select coalesce(max(tx::text::bigint), 0) from "${schema}".change), (select coalesce(max(tx::text::bigint), 0) from "${schema}".follower)
     ) + ${ahead} on conflict (one) do update set number = excluded.number`,
  )
}
