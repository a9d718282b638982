import type { Session } from '../database.ts'
import type { Access } from '../rights/access.ts'
import { reachSources } from '../rights/reach.ts'
import { reasons, scopeSql } from '../rights/scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { compileForEach, sql, type Statement, value } from '../sql.ts'
import { run, statementFor } from './statements.ts'
import { everyone, type Onlookers, onlookersAsked, someone } from './visible-to.ts'

/** Tells whether a change of some fields may move a record into or out of the reach of these rights; null where none can. */
export const movesReach = (
  access: Access,
  object: ObjectModel,
): ((fields: readonly string[] | null) => boolean) | null => {
  const ways = reasons(access, object, 'read')
  if (ways.length === 0 || ways[0]!.kind === 'all') return null
  // A rule of the company may look at any field.
  if (ways.some((way) => way.kind === 'rule')) return (fields) => fields !== null
  const sources = new Set(reachSources(object))
  return (fields) => fields?.some((field) => sources.has(field)) ?? false
}

/**
 * Who of them saw a record as it was before any of these changes of it, by record. What is above the record, and who is on
 * its team, is taken as it is now.
 */
export const sawBefore = async (
  session: Session,
  schema: string,
  object: ObjectModel,
  onlookers: Onlookers,
  changes: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const { access, people } = onlookers
  if (people.length === 0 || changes.length === 0) return new Map()
  const key = JSON.stringify(['saw before', schema, access.key, object.name])
  const statement = statementFor(key, (): Statement => {
    const table = sql.id(schema, object.name)
    return compileForEach(
      sql`select t.id, json_agg(distinct "someone".id) as people from ${sql.id(schema, 'change')} b join ${table} as today on today.id = b.record
        cross join lateral (select (jsonb_populate_record(today, b.old)).*) as t join ${everyone} on ${scopeSql(access, schema, object, 't', 'read')}
        where b.id = any(${value(0, 'uuid[]')}) group by t.id`,
      someone,
    )
  })
  const rows = await run<{ id: string; people: string[] }>(session, statement, onlookersAsked(onlookers, changes))
  return new Map(rows.map((r) => [r.id, new Set(r.people)]))
}
