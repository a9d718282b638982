import type { Context } from '../context.ts'
import { column, compile, type Sql, sql, value } from '../sql.ts'
import { run, statementFor } from '../query/statements.ts'
import { childrenOf, deepest } from '../rights/reach.ts'
import type { Model, ObjectModel } from '../schema/model.ts'
import { keepTotals } from '../standing/keep.ts'
import { standingsOf } from '../standing/plan.ts'
import { carriesOther, factsOf, pointsTo, reachSql } from './reach-sql.ts'

/**
 * Runs a write by which records come to other people or come back: whoever makes a record below one of them waits for it,
 * and it waits for whoever does so already. Without this the new record would carry the old owner for ever.
 */
export const withReach = async <T>(
  ctx: Context,
  object: ObjectModel,
  ids: readonly string[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> => {
  if (childrenOf(ctx.workspace.model, object).length === 0) return write(ctx)
  return ctx.transaction(async (inside) => {
    await lock(inside, object, ids)
    return write(inside)
  })
}

const lock = async (ctx: Context, object: ObjectModel, ids: readonly string[]): Promise<void> => {
  const { schema, model } = ctx.workspace
  const statement = statementFor(JSON.stringify(['lock above', schema, model.version, object.name]), () => {
    const top = sql`above as (select t.id from ${sql.id(schema, object.name)} as t where t.id = any(${value(0, 'uuid[]')}) order by t.id for update)`
    const locks = [{ as: 'above', text: top }, ...locksBelow(model, schema, object, 'above', 1)]
    const counts = locks.map(({ as }) => sql`(select count(*) from ${sql.id(as)})`)
    return compile(sql`with ${sql.join(locks.map((l) => l.text))} select ${sql.join(counts, sql` + `)} as locked`)
  })
  await run(ctx.session, statement, { values: [ids], actor: ctx.actor, now: ctx.now })
}

/** The records between those that move and those that are told. */
const locksBelow = (model: Model, schema: string, object: ObjectModel, from: string, depth: number): Lock[] =>
  childrenOf(model, object).flatMap(({ child, field }, i) => {
    if (depth === deepest || childrenOf(model, child).length === 0) return []
    const as = `${from}_${i}`
    const ids = (text: boolean) => sql`in (select ${text ? sql`id::text` : sql`id`} from ${sql.id(from)})`
    const text = sql`${sql.id(as)} as (select c.id from ${sql.id(schema, child.name)} as c where ${pointsTo('c', field, object.name, ids)} and c."deletedAt" is null order by c.id for update)`
    return [{ as, text }, ...locksBelow(model, schema, child, as, depth + 1)]
  })

interface Lock {
  readonly as: string
  readonly text: Sql
}

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
