import { createHash } from 'node:crypto'
import { reachColumns, reachColumnsOf } from '../rights/reach.ts'
import { standingTables } from '../standing/tables.ts'
import { textColumn, tokensColumn } from '../search/index-row.ts'
import { isSearched } from '../search/searched-fields.ts'
import type { FieldModel, Model, ObjectModel } from './model.ts'

/** What a table is to be, by names that never change for the same declaration, so that a difference can be seen. */
export interface TablePlan {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string; readonly rest?: string }[]
  readonly indexes: readonly IndexPlan[]
  /** Foreign keys, added when all tables are there. */
  readonly references: readonly { readonly name: string; readonly column: string; readonly to: string }[]
}

/** An index as it should be. */
export interface IndexPlan {
  readonly name: string
  readonly unique: boolean
  /** Everything behind `on "table"`. */
  readonly on: string
  /** The fields whose values must be unique, for the message. */
  readonly fields: readonly string[]
}

/** Chinese names in the order people expect: by pinyin. */
export const pinyinOrder = '"zh-Hans-CN-x-icu"'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const alive = 'where "deletedAt" is null'

// PostgreSQL cuts names at 63 bytes, silently: long ones keep a digest of the whole.
const named = (text: string) =>
  text.length <= 60 ? text : `${text.slice(0, 48)}_${createHash('sha256').update(text).digest('hex').slice(0, 10)}`

/** The table of an object with every index its declaration calls for. */
export const planTable = (object: ObjectModel): TablePlan => {
  const stored = [...object.fields.values()].filter((f) => f.kind.column !== null)
  return {
    name: object.name,
    columns: [
      ...stored.map(columnOf),
      ...(isSearched(object) ? searchColumns : []),
      ...reachColumnsOf(object).map((name) => ({ name, type: 'uuid' })),
    ],
    indexes: indexes(object, stored),
    references: stored
      .filter((f) => f.kind.column === 'uuid' && f.targets.length === 1 && !f.system)
      .map((f) => ({ name: named(`fk_${object.name}__${f.name}`), column: f.name, to: f.targets[0]! })),
  }
}

/** The column of a stored field. */
export const columnOf = (field: FieldModel): TablePlan['columns'][number] => {
  const more = rest(field)
  return { name: field.name, type: field.kind.column!, ...(more ? { rest: more } : {}) }
}

/** Kept by the engine for search; no fields. */
const searchColumns = [
  { name: tokensColumn, type: 'int4[]' },
  { name: textColumn, type: 'jsonb' },
] as const

const rest = (field: FieldModel): string | undefined => {
  if (field.name === 'id') return 'primary key'
  if (field.system) return field.name === 'deletedAt' ? undefined : 'not null'
  // A workspace may change what its own roll-up works out; one that then knows nothing must be able to say so.
  if (startsAtZero(field)) return field.custom ? 'default 0' : 'not null default 0'
  return undefined
}

/** Counts and sums of nothing are 0; the least and the greatest of nothing are unknown. */
export const startsAtZero = ({ field }: FieldModel): boolean =>
  field.options.rollup?.measure === 'count' || field.options.rollup?.measure === 'sum'

const indexes = (object: ObjectModel, stored: readonly FieldModel[]): IndexPlan[] => {
  const plans: IndexPlan[] = []
  const newestFirst = '"createdAt" desc, "id" desc'
  const add = (suffix: string, on: string) =>
    plans.push({ name: named(`ix_${object.name}__${suffix}`), unique: false, on, fields: [] })
  const unique = (fields: readonly string[], where: string) =>
    plans.push({
      name: named(`uq_${object.name}__${fields.join('__')}`),
      unique: true,
      on: `(${fields.map(quoted).join(', ')}) ${where}`.trim(),
      fields,
    })

  add('newest', `(${newestFirst}) ${alive}`)
  add('deleted', `("deletedAt" desc) where "deletedAt" is not null`)
  if (object.owned) {
    add('owner', `("owner", ${newestFirst}) ${alive}`)
    add('department', `("department", ${newestFirst}) ${alive}`)
  }
  for (const { path } of object.reach)
    for (const [fact, name] of Object.entries(reachColumns(path)))
      add(
        `${path.replaceAll('.', '_')}_${fact}`,
        `(${quoted(name)}, ${newestFirst}) ${alive} and ${quoted(name)} is not null`,
      )
  for (const field of stored) {
    const { options } = field.field
    if (field.system || field.retired) continue
    // A number once given is never given again, not even after its record is deleted.
    if (options.unique) unique([field.name], field.field.kind === 'serial' ? '' : alive)
    else if (field.name === object.def.title && field.kind.collated)
      add('title', `(${quoted(field.name)} collate ${pinyinOrder}, "id") ${alive}`)
    if (object.def.duplicates?.includes(field.name) && !options.unique && !options.index)
      add(`${field.name}_same`, `(${quoted(field.name)}) ${alive}`)
    if (field.name === 'owner' || field.name === 'department') continue
    // Of an expression PostgreSQL knows how often which value occurs only by an index over all rows; without that it took
    // Shanghai for a half per cent of the customers, and 105 ms instead of 13 for the first page of a million.
    if (field.field.kind === 'relatedTo') add(field.name, `((${quoted(field.name)}->>'id'), ${newestFirst})`)
    else if (field.field.kind === 'address') add(field.name, `((${quoted(field.name)}->>'region') text_pattern_ops)`)
    else if (field.kind.column === 'uuid[]' || (options.index && field.kind.column === 'text[]'))
      add(field.name, `using gin (${quoted(field.name)}) ${alive}`)
    else if (field.targets.length > 0 || options.index)
      add(field.name, `(${quoted(field.name)}, ${newestFirst}) ${alive}`)
  }
  for (const fields of object.def.unique ?? []) unique(fields, alive)
  // How long its pending list may grow, each connection says (`pendingTokens` in database.ts).
  if (isSearched(object))
    add('search', `using gin (${searchIndexColumns(object).map(quoted).join(', ')}) with (fastupdate = on) ${alive}`)
  return plans
}

/** The tokens, and beside them who reaches a record, so that one look asks for both. */
const searchIndexColumns = (object: ObjectModel): string[] => [
  tokensColumn,
  ...(object.owned ? ['owner', 'department'] : []),
  ...reachColumnsOf(object),
]

/** Every table of a workspace's records, and of the totals kept of them. */
export const planTables = (model: Model): TablePlan[] =>
  [...model.objects.values()].flatMap((object) => [planTable(object), ...standingTables(object)])

/** One statement that makes a table's index; `concurrently` where a living table must stay writable. */
export const createIndex = (schema: string, table: string, index: IndexPlan, concurrently = false): string =>
  `create ${index.unique ? 'unique ' : ''}index ${concurrently ? 'concurrently ' : ''}if not exists ${quoted(index.name)} on ${quoted(schema)}.${quoted(table)} ${index.on}`

/** The statement that makes a table, unless it is there. */
export const createTable = (schema: string, table: TablePlan): string =>
  `create table if not exists ${quoted(schema)}.${quoted(table.name)} (${table.columns
    .map((c) => [quoted(c.name), c.type, c.rest].filter(Boolean).join(' '))
    .join(', ')})`

/** The statement that adds a column, unless it is there. */
export const addColumn = (schema: string, table: string, column: TablePlan['columns'][number]): string =>
  `alter table ${quoted(schema)}.${quoted(table)} add column if not exists ${quoted(column.name)} ${[column.type, column.rest].filter(Boolean).join(' ')}`

/** Added unchecked first: checking a million rows must not keep writers waiting. */
export const addReference = (schema: string, table: string, reference: TablePlan['references'][number]): string =>
  `alter table ${quoted(schema)}.${quoted(table)} add constraint ${quoted(reference.name)} foreign key (${quoted(reference.column)}) references ${quoted(schema)}.${quoted(reference.to)} (id) not valid`
