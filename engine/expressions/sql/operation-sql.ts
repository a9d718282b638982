import type { Sql } from '../../sql.ts'

/** The SQL of one operation; `zone` is the workspace's. */
export type ToSql = (args: readonly Sql[], zone: Sql) => Sql

/** The SQL twin of every operation of a table. A missing one does not compile. */
export type SqlOf<Operations> = { readonly [Name in keyof Operations]: ToSql }
