import type pg from 'pg'

/** Drops what slows a load down and answers the statements that make it again, as PostgreSQL itself writes them. */
export const takeOff = async (client: pg.Client, schema: string, tables: readonly string[]): Promise<string[]> => {
  const references = await client.query<{ at: string; name: string; definition: string }>(
    `select conrelid::regclass::text as at, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f' and connamespace = to_regnamespace($1) and conrelid::regclass::oid in (select oid from pg_class where relname = any($2))`,
    [schema, tables],
  )
  const indexes = await takeOffIndexes(client, schema, tables)
  for (const { at, name } of references.rows) await client.query(`alter table ${at} drop constraint ${name}`)
  return [
    ...indexes,
    ...references.rows.map(({ at, name, definition }) => `alter table ${at} add constraint ${name} ${definition}`),
  ]
}

/** The same for the indexes alone. */
export const takeOffIndexes = async (
  client: pg.Client,
  schema: string,
  tables: readonly string[],
): Promise<string[]> => {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = to_regnamespace($1) and c.relname = any($2) and not indisprimary`,
    [schema, tables],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
