import pg from 'pg'
import { compile, sql, type Sql } from '../sql.ts'
import { evaluate } from './evaluate.ts'
import type { Environment } from './operations/index.ts'
import { type Expression, parseExpression } from './parse.ts'
import { toCondition, toSql } from './to-sql.ts'

/** For tests: the fields of one table, and expressions over its records run in JavaScript and in PostgreSQL. */

/** The fields of the one object that expressions are tried on, with the columns they have in PostgreSQL. */
export const fields = {
  name: { kind: 'text', column: 'text' },
  note: { kind: 'longText', column: 'text' },
  stage: { kind: 'choice', column: 'text' },
  quantity: { kind: 'integer', column: 'integer' },
  amount: { kind: 'money', column: 'numeric(18,2)' },
  rate: { kind: 'percent', column: 'numeric' },
  active: { kind: 'flag', column: 'boolean' },
  paid: { kind: 'flag', column: 'boolean' },
  due: { kind: 'date', column: 'date' },
  signed: { kind: 'date', column: 'date' },
  called: { kind: 'datetime', column: 'timestamptz' },
  visited: { kind: 'datetime', column: 'timestamptz' },
  tags: { kind: 'tags', column: 'text[]' },
  owner: { kind: 'user', column: 'uuid' },
  place: { kind: 'address', column: 'jsonb' },
} as const

/** A record of that object; what is not named is empty. */
export type Sample = { readonly [Name in keyof typeof fields]?: unknown }

const related: Readonly<Record<string, string>> = { 'customer.industry': 'choice' }

/** What its expressions may speak of. */
export const scope = {
  fieldKind: (path: readonly string[]) =>
    path.length === 1 && Object.hasOwn(fields, path[0]!)
      ? fields[path[0] as keyof typeof fields].kind
      : related[path.join('.')],
}

/** A moment at which the day in Shanghai is another than in Greenwich. */
export const environment: Environment = {
  now: '2026-11-21T17:30:00.000Z',
  zone: 'Asia/Shanghai',
  actor: { id: '0197f000-0000-7000-8000-000000000001' },
}

const inputs = {
  values: [],
  now: environment.now,
  actor: { id: environment.actor!.id, subordinates: [], departments: [], departmentTree: [] },
}

const columnOf = (path: readonly string[]): Sql => sql`t.${sql.id(path.join('_'))}`

/** Records on which an expression is worked out both ways. */
export interface Table {
  /** The value for each record, from both back ends, in the table's order. */
  run(expression: Expression, zone?: string): Promise<{ readonly js: unknown[]; readonly sql: unknown[] }>
  /** The numbers of the records that a `where` keeps. */
  where(expression: Expression): Promise<number[]>
  close(): Promise<void>
}

/** A temporary table of these records in a real PostgreSQL. */
export const openTable = async (databaseUrl: string, records: readonly Sample[]): Promise<Table> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const query = async (statement: Sql) => {
    const { text, params } = compile(statement)
    return (await client.query({ text, values: params(inputs) })).rows as readonly { readonly value: never }[]
  }
  const columns = Object.entries(fields).map(([name, { column }]) => `${name} ${column}`)
  await client.query(`create temp table t (position integer, customer_industry text, ${columns.join(', ')})`)
  for (const [position, record] of records.entries()) {
    const names = Object.keys(record)
    await query(sql`insert into t (position, ${sql.join(names.map((name) => sql.id(name)))})
      values (${position}, ${sql.join(names.map((name) => sql`${record[name as keyof Sample]}`))})`)
  }

  return {
    async run(expression, zone = environment.zone) {
      const rows = await query(sql`select ${json(toSql(expression, columnOf, zone), expression)} as value
        from t order by position`)
      const js = records.map((record) =>
        evaluate(expression, record as Record<string, unknown>, { ...environment, zone }),
      )
      return { js, sql: rows.map((row) => row.value) }
    },
    async where(expression) {
      const rows = await query(sql`select position as value from t
        where ${toCondition(expression, columnOf, environment.zone)} order by position`)
      return rows.map((row) => row.value)
    },
    close: () => client.end(),
  }
}

/** A value of PostgreSQL in the JSON form that `evaluate` gives. */
const json = (value: Sql, { result, root }: Expression): Sql => {
  if (result === 'number') return sql`trim_scale(${value})::text`
  if (result === 'date') return sql`to_char(${value}, 'YYYY-MM-DD')`
  if (result === 'datetime') return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return root.type === 'list<number>' ? sql`array(select trim_scale(n)::text from unnest(${value}) as n)` : value
}

/** Reads an expression over that object. */
export const parse = (source: string): Expression => parseExpression(source, scope)
