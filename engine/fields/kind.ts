import type { AppError } from '../errors.ts'
import type { Sql } from '../sql.ts'
import type { Field } from './field.ts'

/** What a filter may ask of a field. Their SQL is in `query/operators.ts`. */
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'notIn'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'between'
  | 'within'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'empty'
  | 'hasAny'
  | 'hasAll'
  | 'hasNone'

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = { readonly [key: string]: unknown }

/**
 * All that is to know about one kind of field, on the server side. What the browser needs (cell, input) lies in the same
 * folder. Values have one form everywhere, that of JSON: decimals and dates are strings, times are ISO 8601 in UTC.
 */
export interface Kind<Value = unknown> {
  readonly name: string
  readonly label: { readonly 'zh-CN': string; readonly en: string }
  /** PostgreSQL type of its column; null where nothing is stored. */
  readonly column: string | null
  /** Checks a value that came from outside and returns it in its one stored form. Throws an `AppError` that says how to mend it. */
  parse(input: unknown, field: Field): Value
  /** The filters it offers. */
  readonly operators: readonly Operator[]
  /** One element, where the value is a list: what `hasAny` and its kin are given. */
  parseElement?(input: unknown, field: Field): unknown
  /** May lists be sorted by it. */
  readonly sortable: boolean
  /** May totals be grouped by it. */
  readonly groupable: boolean
  /** Sums and averages make sense. */
  readonly numeric?: boolean
  /** Dates and times: groups by day, week, month, quarter and year, and relative filters. */
  readonly temporal?: boolean
  /** Text in the reader's order: sorted by pinyin. */
  readonly collated?: boolean
  /** The SQL that yields its JSON form; without it the column does so itself. */
  json?(column: Sql): Sql
  /** The SQL of its masked form (138****2201), always text. Without it a masked field reads `••••`. */
  mask?(column: Sql): Sql
  /** Its JSON form, for OpenAPI. */
  schema(field: Field): JsonSchema
  /** A cell of a file → a value that `parse` takes. Throws an `AppError`. */
  fromText(text: string, field: Field): unknown
  /** A value → a cell of a file. */
  toText(value: Value, field: Field): string
}

/** Declares a kind of field with its value's type. */
export const defineKind = <Value>(kind: Kind<Value>): Kind<Value> => kind

export type { AppError }
