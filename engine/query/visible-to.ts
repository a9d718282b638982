import { compileForEach, sql, type Statement, value } from '../sql.ts'
import type { Context } from '../context.ts'
import type { Session } from '../database.ts'
import type { Access } from '../rights/access.ts'
import type { Actor } from '../rights/actor.ts'
import { reasons, scopeSql } from '../rights/scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { run, statementFor } from './statements.ts'

/** Several people with the very same rights, and when they ask. */
export interface Onlookers {
  readonly access: Access
  readonly people: readonly Actor[]
  /** ISO 8601. */
  readonly now: string
}

/** Who of them sees a record, dead or alive: all of them, or those whose ids are here. */
export interface Sight {
  readonly deleted: boolean
  readonly by: 'all' | ReadonlySet<string>
}

/** The alias of the people that a statement asks about, one row each. */
export const someone = 'someone'
export const everyone = sql`jsonb_to_recordset(${value(1, 'jsonb')}) as "someone"(id uuid, subordinates uuid[], departments uuid[], "departmentTree" uuid[])`

/** What such a statement is given: ids first, then the people. */
export const onlookersAsked = ({ people, now }: Onlookers, ids: readonly string[]) => {
  const facts = people.map(({ id, subordinates, departments, departmentTree }) => ({
    id,
    subordinates,
    departments,
    departmentTree,
  }))
  return { values: [ids, JSON.stringify(facts)], actor: people[0]!, now }
}

/**
 * Which of these records each of many people may see, as their rights are now; records that nobody sees are left out. One
 * statement, however many they are.
 */
export const visibleTo = async (
  session: Session,
  schema: string,
  object: ObjectModel,
  onlookers: Onlookers,
  ids: readonly string[],
): Promise<Map<string, Sight>> => {
  const { access, people } = onlookers
  const ways = reasons(access, object, 'read')
  if (ways.length === 0 || people.length === 0 || ids.length === 0) return new Map()
  const all = ways[0]!.kind === 'all'
  const asked = all ? { ...onlookers, people: people.slice(0, 1) } : onlookers
  const key = JSON.stringify(['visible to', schema, access.key, object.name])
  const statement = statementFor(key, (): Statement => {
    const scope = scopeSql(access, schema, object, 't', 'read')
    return compileForEach(
      sql`select t.id, t."deletedAt" is not null as deleted, json_agg("someone".id) as people from ${sql.id(schema, object.name)} as t join ${everyone} on ${scope} where t.id = any(${value(0, 'uuid[]')}) group by t.id`,
      someone,
    )
  })
  const rows = await run<{ id: string; deleted: boolean; people: string[] }>(
    session,
    statement,
    onlookersAsked(asked, ids),
  )
  return new Map(rows.map((r) => [r.id, { deleted: r.deleted, by: all ? 'all' : new Set(r.people) }]))
}

/** How this one person sees the record; undefined where she does not, be it that her roles say nothing of such records. */
export const sightOf = async (
  { session, workspace, actor, now }: Context,
  object: ObjectModel,
  id: string,
): Promise<Sight | undefined> =>
  (await visibleTo(session, workspace.schema, object, { access: actor.access, people: [actor], now }, [id])).get(id)

/** The ids of those who see at least one of these records. */
export const seesAny = async (
  session: Session,
  schema: string,
  object: ObjectModel,
  onlookers: Onlookers,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { access, people } = onlookers
  if (reasons(access, object, 'read').length === 0 || people.length === 0 || ids.length === 0) return new Set()
  const key = JSON.stringify(['sees any', schema, access.key, object.name])
  const statement = statementFor(key, (): Statement => {
    const scope = scopeSql(access, schema, object, 't', 'read')
    return compileForEach(
      sql`select "someone".id from ${everyone} where exists (select from ${sql.id(schema, object.name)} as t where t.id = any(${value(0, 'uuid[]')}) and ${scope})`,
      someone,
    )
  })
  return new Set((await run<{ id: string }>(session, statement, onlookersAsked(onlookers, ids))).map((r) => r.id))
}
