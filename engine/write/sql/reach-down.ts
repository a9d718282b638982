import type { Context } from '../../context.ts'
import { column, compile, type Sql, sql, value } from '../../sql.ts'
import { run, statementFor } from '../../query/statements.ts'
import { childrenOf, deepest } from '../../rights/reach.ts'
import type { Model, ObjectModel } from '../../schema/model.ts'
import { keepTotals } from '../../standing/keep.ts'
import { standingsOf } from '../../standing/plan.ts'
import { inTurnSql } from './in-turn.ts'
import { carriesOther, factsOf, pointsTo, reachSql } from './reach-sql.ts'

/**
 * What a write calls when its rows went to other people or came back: the records below are told. The rows are locked by
 * then against new ones below them: whoever makes one waits, and was waited for. So do the records in between, one step
 * after the other, and what was made meanwhile is told too. Without this it would carry the old owner for ever.
 */
export const tellBelow = (model: Model, schema: string, object: ObjectModel): Sql => {
  const above = sql`above as materialized (select t.* from ${sql.id(schema, object.name)} as t where t.id = any(${value(0, 'uuid[]')}))`
  const told = sql`with ${sql.join([above, ...passOnSql(model, schema, object, 'above')])} select`
  const ids = (text: boolean) => sql`= any(${value(0, text ? 'text[]' : 'uuid[]')})`
  return inTurnSql(schema, [...locksBelow(model, schema, object, ids), told], sql`w.ids`)
}

/** The records between those that move and those that are told. */
const locksBelow = (model: Model, schema: string, object: ObjectModel, ids: (text: boolean) => Sql, depth = 1): Sql[] =>
  childrenOf(model, object).flatMap(({ child, field }) => {
    if (depth === deepest || childrenOf(model, child).length === 0) return []
    const alias = `c${depth}`
    const rows = sql`from ${sql.id(schema, child.name)} as ${sql.id(alias)} where ${pointsTo(alias, field, object.name, ids)} and ${column(alias, 'deletedAt')} is null`
    const id = column(alias, 'id')
    const below = (text: boolean) => sql`in (select ${text ? sql`${id}::text` : id} ${rows})`
    return [sql`select ${id} ${rows} order by ${id} for update`, ...locksBelow(model, schema, child, below, depth + 1)]
  })

/**
 * The parts of a write that tell the records below about the rows of `from`, which are whole rows as they are now. What lies
 * in the recycle bin itself is told when it comes back.
 */
export const passOnSql = (model: Model, schema: string, object: ObjectModel, from: string, depth = 1): Sql[] =>
  childrenOf(model, object).flatMap(({ child, field }, i) => {
    const facts = child.reach.flatMap((path) => (path.field === field ? factsOf(object, path, 'up') : []))
    if (facts.length === 0 || depth > deepest) return []
    // A record in the recycle bin opens nothing to anybody.
    const cells = facts.map(({ name, fact }) => ({
      name,
      cell: sql`case when up."deletedAt" is null then ${fact} end`,
    }))
    const sets = cells.map(({ name, cell }) => sql`${sql.id(name)} = ${cell}`)
    const link = pointsTo('c', field, object.name, (text) => (text ? sql`= up.id::text` : sql`= up.id`))
    const as = `${from}_${i}`
    const other = sql`${link} and c."deletedAt" is null and ${carriesOther('c', cells)}`
    const table = sql.id(schema, child.name)
    const counted = standingsOf(child).length > 0
    // What is counted by the people above it is taken off their totals as it was, so it is locked first.
    const was = sql`${sql.id(`${as}_was`)} as (select c.* from ${table} as c join ${sql.id(from)} as up on ${other} order by c.id for no key update of c)`
    const mine = counted ? sql` and c.id in (select id from ${sql.id(`${as}_was`)})` : sql``
    const told = sql`${sql.id(as)} as (update ${table} as c set ${sql.join(sets)} from ${sql.id(from)} as up where ${other}${mine} returning c.*)`
    const rows = [
      { from: sql`${sql.id(`${as}_was`)} as r`, sign: -1 as const },
      { from: sql`${sql.id(as)} as r`, sign: 1 as const },
    ]
    const totals = keepTotals(model, schema, child, rows, `${as}_`)
    return [...(counted ? [was] : []), told, ...totals, ...passOnSql(model, schema, child, as, depth + 1)]
  })

/** Works out anew what these rows carry of those above them; answers which of them carried something else. */
export const refreshReach = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<string[]> => {
  const { schema, model } = ctx.workspace
  const statement = statementFor(JSON.stringify(['refresh reach', schema, model.version, object.name]), () => {
    const table = sql.id(schema, object.name)
    const { joins, cells } = reachSql(model, schema, object, 'k')
    const now = cells.map(({ name, cell }) => sql`${cell} as ${sql.id(name)}`)
    const fresh = cells.map(({ name }) => ({ name, cell: column('f', name) }))
    return compile(
      sql`with fresh as materialized (select k.id, ${sql.join(now)} from ${table} as k ${joins} where k.id = any(${value(0, 'uuid[]')}))
        update ${table} as c set ${sql.join(fresh.map(({ name, cell }) => sql`${sql.id(name)} = ${cell}`))} from fresh f
        where c.id = f.id and ${carriesOther('c', fresh)} returning c.id`,
    )
  })
  const rows = await run<{ id: string }>(ctx.session, statement, { values: [ids], actor: ctx.actor, now: ctx.now })
  return rows.map((r) => r.id)
}
