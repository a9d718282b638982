import type { Session } from '../database.ts'
import type { Model, ObjectModel } from '../schema/model.ts'
import { alterGently } from '../schema/sync.ts'
import { column, compile, type Sql, sql } from '../sql.ts'
import { addUpSql } from './keep.ts'
import { type Standing, standingFilling, standingsOf } from './plan.ts'

const inputs = { values: [], actor: { id: '', subordinates: [], departments: [], departmentTree: [] }, now: '' }

const send = <R>(session: Session, statement: Sql): Promise<R[]> => {
  const { text, params } = compile(statement)
  return session.query<R>(text, params(inputs))
}

/** A busy machine may need longer for a million records than a request is given. */
const asLongAsItTakes = 'set local statement_timeout = 0'

/** The objects whose totals an upgrade has made and nobody filled in yet. */
export const needsTotals = (model: Model): boolean =>
  [...model.objects.keys()].some((name) => model.unfilled.has(standingFilling(name)))

/**
 * Adds up the totals of all objects that wait for it, and of those whose totals are wrong because an older version of the
 * program wrote beside this one. Writers of the object wait meanwhile: half a second for a million records. Answers the
 * objects it did.
 */
export const fillTotals = async (
  session: Session,
  schema: string,
  model: Model,
  done: (session: Session, object: string) => Promise<void>,
): Promise<string[]> => {
  const filled: string[] = []
  for (const object of model.objects.values()) {
    if (standingsOf(object).length === 0) continue
    const waits = model.unfilled.has(standingFilling(object.name))
    const wrong = () =>
      session.owner.transaction(async (inside) => {
        await inside.query(asLongAsItTakes)
        return wrongTotals(inside, schema, model, object)
      })
    if (!waits && (await wrong()) === 0) continue
    await alterGently(session.owner, async (inside) => {
      await inside.query(asLongAsItTakes)
      await send(inside, sql`lock table ${sql.id(schema, object.name)} in share row exclusive mode`)
      for (const standing of standingsOf(object)) await addUp(inside, schema, model, object, standing)
      await inside.query(`delete from "${schema}".unfilled where what = $1`, [standingFilling(object.name)])
      await done(inside, object.name)
    })
    filled.push(object.name)
  }
  return filled
}

const addUp = async (session: Session, schema: string, model: Model, object: ObjectModel, standing: Standing) => {
  const table = sql.id(schema, standing.table)
  await send(session, sql`delete from ${table}`)
  const rows = sql`select 1 as "$sign", r.* from ${sql.id(schema, object.name)} as r where r."deletedAt" is null`
  await send(session, addUpSql(model, schema, object, standing, rows, ['owner']))
  const { departments, groups, sums } = standing
  const figures = ['count', ...sums.flatMap((s) => [s.sum, s.filled])]
  // The coarser levels are added up from the finest.
  for (const level of ['department', 'all'] as const) {
    const keys = [...(level === 'department' ? departments : []), ...groups.map((g) => g.text)]
    const names = [...keys, ...figures].map((name) => sql.id(name))
    const cells = [...keys.map((key) => column('o', key)), ...figures.map((name) => sql`sum(${column('o', name)})`)]
    const by = keys.length > 0 ? sql`group by ${sql.join(keys.map((key) => column('o', key)))}` : sql``
    await send(
      session,
      sql`insert into ${table} (level, slot, ${sql.join(names)}) select ${sql.raw(`'${level}'`)}, 0, ${sql.join(cells)} from ${table} as o where o.level = 'owner' ${by} having count(*) > 0`,
    )
  }
}

/** How many figures differ from what the records say, read in one moment. */
export const wrongTotals = async (
  session: Session,
  schema: string,
  model: Model,
  object: ObjectModel,
): Promise<number> => {
  let wrong = 0
  for (const standing of standingsOf(object)) {
    const keys = [...standing.owners, ...standing.departments, ...standing.groups.map((g) => g.text)]
    const figures = ['count', ...standing.sums.flatMap((s) => [s.sum, s.filled])]
    const rows = sql`select 1 as "$sign", r.* from ${sql.id(schema, object.name)} as r where r."deletedAt" is null`
    const names = sql.join([...keys, ...figures].map((name) => sql.id(name)))
    const fresh = addUpSql(model, schema, object, standing, rows, ['owner'], true)
    const sum = (level: 'all' | 'department') =>
      sql`select coalesce(sum("count"), 0) from ${sql.id(schema, standing.table)} where level = ${sql.raw(`'${level}'`)}`
    const [found] = await send<{ wrong: number }>(
      session,
      sql`with fresh as materialized (select ${names} from (${fresh}) f),
        kept as materialized (select ${names} from ${sql.id(schema, standing.table)} where level = 'owner' and "count" <> 0)
      select ((select count(*) from (select * from fresh except select * from kept) a)
        + (select count(*) from (select * from kept except select * from fresh) b)
        + (select count(*) from (values ((${sum('all')})), ((${sum('department')}))) v(n) where n <> (select coalesce(sum("count"), 0) from fresh)))::int as wrong`,
    )
    wrong += found!.wrong
  }
  return wrong
}
