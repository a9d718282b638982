import { and, column, type Sql, sql } from '../sql.ts'
import type { Access } from '../rights/access.ts'
import { countedScopeSql, scopeSql } from '../rights/scope.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'
import { limited, limits, TooCostly } from './limits.ts'

/** The related tables that one statement needs, each joined once, each under the caller's row scope. */
export interface Joins {
  readonly root: string
  /** The alias of the record behind these references. */
  alias(hops: readonly FieldModel[]): string
  /** The `left join …` text; a record out of reach joins as nothing. */
  sql(): Sql
}

/** Collects the joins of a statement, each once. Every joined table is read under its own row scope. */
export const createJoins = (access: Access, schema: string, rootAlias: string, counted = false): Joins => {
  const aliases = new Map<string, string>()
  const parts: Sql[] = []
  return {
    root: rootAlias,
    alias(hops) {
      let path = ''
      let alias = rootAlias
      for (const hop of hops) {
        path += `.${hop.name}`
        const known = aliases.get(path)
        if (known) {
          alias = known
          continue
        }
        if (aliases.size >= limits.joins) throw TooCostly({ what: limited.joins, limit: limits.joins })
        const target: ObjectModel = objectOf(access.model, hop.targets[0]!)
        const next = `${rootAlias}${aliases.size + 1}`
        parts.push(
          sql`left join ${sql.id(schema, target.name)} as ${sql.id(next)} on ${and([
            sql`${column(next, 'id')} = ${column(alias, hop.name)}`,
            sql`${column(next, 'deletedAt')} is null`,
            counted ? countedScopeSql(access, schema, target, next) : scopeSql(access, schema, target, next, 'read'),
          ])}`,
        )
        aliases.set(path, next)
        alias = next
      }
      return alias
    },
    sql: () => (parts.length === 0 ? sql`` : sql.join(parts, sql` `)),
  }
}
