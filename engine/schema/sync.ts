import { createHash } from 'node:crypto'
import type { Session } from '../database.ts'
import { buildAlone } from './build-alone.ts'
import { changedIndexes } from './index-definitions.ts'
import { engineTables } from './engine-tables.ts'
import { reachColumnsOf, reachFilling } from '../rights/reach.ts'
import { standingFilling, standingsOf } from '../standing/plan.ts'
import type { Model } from './model.ts'
import { addColumn, addReference, createIndex, createTable, type IndexPlan, planTables } from './tables.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Everything a new workspace needs, as one script: one round trip. */
export const creationScript = (schema: string, model: Model): string => {
  const tables = planTables(model)
  return [
    `create schema ${quoted(schema)}`,
    engineTables.replaceAll('{s}', quoted(schema)),
    ...tables.map((t) => createTable(schema, t)),
    ...tables.flatMap((t) => t.references.map((r) => addReference(schema, t.name, r).replace(/ not valid$/, ''))),
    ...tables.flatMap((t) => t.indexes.map((i) => createIndex(schema, t.name, i))),
  ].join(';\n')
}

/** What living tables lack against the declarations. Nothing is ever dropped: data outlives declarations. */
export interface Difference {
  /** Quick statements: new tables, new columns, new references. */
  readonly statements: readonly string[]
  /** Indexes still to be built, one by one, while people work. */
  readonly indexes: readonly { readonly table: string; readonly index: IndexPlan; readonly replaces: boolean }[]
  /** References that hold for new rows and are still to be checked for old ones. */
  readonly unchecked: readonly { readonly table: string; readonly name: string }[]
}

/** Compares the tables of a workspace with its model: as their owner, who sees all of them. */
export const difference = async ({ owner: session }: Session, schema: string, model: Model): Promise<Difference> => {
  const columns = await session.query<{ table_name: string; column_name: string }>(
    'select table_name, column_name from information_schema.columns where table_schema = $1',
    [schema],
  )
  const existing = new Set(columns.map((c) => `${c.table_name}.${c.column_name}`))
  const tables = new Set(columns.map((c) => c.table_name))
  const names = await session.query<{ name: string; valid: boolean }>(
    `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1
     union all
     select c.conname, c.convalidated from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where n.nspname = $1 and c.contype = 'f'`,
    [schema],
  )
  const valid = new Map(names.map((n) => [n.name, n.valid]))
  const plans = planTables(model)
  const references = plans.flatMap((t) => t.references.map((r) => ({ table: t.name, ...r })))
  const changed = await changedIndexes(session, schema, plans, existing)
  return {
    statements: [
      ...plans.filter((t) => !tables.has(t.name)).map((t) => createTable(schema, t)),
      ...plans
        .filter((t) => tables.has(t.name))
        .flatMap((t) =>
          t.columns.filter((c) => !existing.has(`${t.name}.${c.name}`)).map((c) => addColumn(schema, t.name, c)),
        ),
      ...references.filter((r) => !valid.has(r.name)).map((r) => addReference(schema, r.table, r)),
      ...toBeFilled(model, tables, existing).map(
        (what) => `insert into ${quoted(schema)}.unfilled (what) values ('${what}') on conflict do nothing`,
      ),
    ],
    indexes: plans.flatMap((t) =>
      t.indexes
        .filter((i) => valid.get(i.name) !== true || changed.has(i.name))
        .map((index) => ({ table: t.name, index, replaces: changed.has(index.name) })),
    ),
    unchecked: references.filter((r) => valid.get(r.name) !== true).map(({ table, name }) => ({ table, name })),
  }
}

/** What is new to tables that have rows already. Nobody relies on it until it is filled in for those. */
const toBeFilled = (model: Model, tables: ReadonlySet<string>, columns: ReadonlySet<string>): string[] =>
  [...model.objects.values()]
    .filter((object) => tables.has(object.name))
    .flatMap((object) => [
      ...(reachColumnsOf(object).every((name) => columns.has(`${object.name}.${name}`))
        ? []
        : [reachFilling(object.name)]),
      ...(standingsOf(object).every(({ table }) => tables.has(table)) ? [] : [standingFilling(object.name)]),
    ])

/** A schema change waits for no reader longer than this; then it lets everyone through and tries again. */
const patience = `set local lock_timeout = '700ms'`

/**
 * Runs a statement that needs a moment's exclusive lock without ever holding up the people who work: it gives up after
 * 0.7 s of waiting and tries again, up to a minute.
 */
export const alterGently = async (session: Session, work: (session: Session) => Promise<void>): Promise<void> => {
  // Part of a change under way: that one holds locks already, and gives all of them back before it tries again.
  if (session.open) return work(session)
  for (let attempt = 1; ; attempt++) {
    try {
      return await session.owner.transaction(async (inside) => {
        await inside.query(patience)
        await work(inside)
      })
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || attempt >= 60) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400))
    }
  }
}

/**
 * Makes what lies beside the objects' own tables, and changes it for versions before this one. It comes first: what a
 * workspace added is read from there.
 */
export const upgradeEngineTables = (session: Session, schema: string): Promise<void> =>
  alterGently(session, async (inside) => {
    await inside.query('select pg_advisory_xact_lock($1)', [lockOf(schema)])
    for (const statement of engineStatements(schema)) await inside.query(statement)
  })

/** What makes the engine's own tables, one statement each, safe to run again. */
export const engineStatements = (schema: string): string[] =>
  engineTables
    .replaceAll('{s}', quoted(schema))
    .split(';\n')
    .filter((statement) => statement.trim() !== '')

/** Names this state of the engine's own tables. */
export const engineTablesVersion = createHash('sha256').update(engineTables).digest('base64url').slice(0, 12)

/** Names what the tables of a model are to be, as this version of the program makes them. */
export const tablesVersion = (model: Model): string =>
  createHash('sha256')
    .update(JSON.stringify(planTables(model)))
    .digest('base64url')
    .slice(0, 12)

/**
 * Brings a workspace's tables up to its model; safe to run again, also after a crash half-way. `alone` says that nobody works
 * there yet: then it is quicker, and leaves the analysing to the caller.
 */
export const upgrade = async (session: Session, schema: string, model: Model, alone = false): Promise<void> => {
  const lack = await difference(session, schema, model)
  await alterGently(session, async (inside) => {
    await inside.query('select pg_advisory_xact_lock($1)', [lockOf(schema)])
    for (const statement of lack.statements) await inside.query(statement)
  })
  await (alone && !lack.indexes.some(({ replaces }) => replaces) ? buildAlone : buildIndexes)(session, schema, lack)
}

/** Builds what is missing without blocking writers. An index left half-built by a crash is built anew. */
export const buildIndexes = async ({ owner }: Session, schema: string, lack: Difference): Promise<void> => {
  for (const { table, index, replaces } of lack.indexes) {
    // The old one serves, and holds what must be unique, until the new one stands.
    const built = replaces ? { ...index, name: `${index.name}~` } : index
    await owner.query(`drop index concurrently if exists ${quoted(schema)}.${quoted(built.name)}`)
    await owner.query(createIndex(schema, table, built, true))
    if (replaces)
      await alterGently(owner, async (inside) => {
        await inside.query(`drop index ${quoted(schema)}.${quoted(index.name)}`)
        await inside.query(`alter index ${quoted(schema)}.${quoted(built.name)} rename to ${quoted(index.name)}`)
      })
  }
  // What an index on an expression leads to is only known once it was looked at; until then lists walk the wrong index.
  for (const table of new Set(lack.indexes.map((i) => i.table)))
    await owner.query(`analyze ${quoted(schema)}.${quoted(table)}`)
  for (const { table, name } of lack.unchecked)
    await owner.query(`alter table ${quoted(schema)}.${quoted(table)} validate constraint ${quoted(name)}`)
}

/** One lane for schema changes of a workspace, over all processes. */
export const lockOf = (schema: string): string =>
  String(createHash('sha256').update(`zhike schema ${schema}`).digest().readBigInt64BE(0))
