import { parseExpression, toCondition } from '../../expressions/index.ts'
import { column, or, type Sql, sql, value } from '../../sql.ts'
import { fieldSql, pathSql } from '../../query/field-sql.ts'
import { childrenOf, deepest } from '../../rights/reach.ts'
import { linkTo } from '../../rights/scope.ts'
import { expressionScope } from '../../schema/expression-scope.ts'
import type { FieldModel, Model, ObjectModel } from '../../schema/model.ts'
import { type CountedRows, signedRows } from '../../standing/keep.ts'
import { inTurnSql } from '../sql/in-turn.ts'
import { type Fed, recomputeSql } from './rollups.ts'

/** The parts of a write by which the figures of the records above follow in the same statement. */
export interface KeptRollups {
  /** Lock the records above: before any row of the write, so that all writers take their locks from above to below. */
  readonly locks: readonly Sql[]
  /** A condition on the write's first rows that makes them wait for those locks. */
  readonly locked: Sql
  readonly parts: readonly Sql[]
  /** What is worked out anew when the rows are written. */
  readonly calls: readonly Sql[]
}

/**
 * Sums and counts take on what comes and put off what goes, which no other writer can undo: each adds to what the one before
 * it left. The least, the greatest and averages are worked out anew, with the record above locked. `rows` are those that come
 * and go; the values from number `at` on are the ids of the records above, one list for each of `fed`.
 */
export const keepRollups = (
  model: Model,
  schema: string,
  object: ObjectModel,
  fed: readonly Fed[],
  rows: readonly CountedRows[],
  at: number,
  /** What these locks wait for. */
  after: Sql = sql`true`,
): KeptRollups => {
  const names = fed.map((_, i) => sql.id(`above${i}`))
  const locks = fed.map(({ parent }, i) => {
    const ids = value(at + i, 'uuid[]')
    return sql`${names[i]!} as (select p.id from ${sql.id(schema, parent.name)} as p where p.id = any(${ids}) and ${after} order by p.id for no key update of p)`
  })
  const locked = names.map((name) => sql`(select count(*) from ${name}) >= 0`)
  const added = fed.filter((f) => isAdditive(model, object, f))
  return {
    locks,
    locked: locked.length > 0 ? sql.join(locked, sql` and `) : sql`true`,
    parts: added.map((f) => addSql(model, schema, object, f, rows)),
    calls: fed.flatMap((f, i) =>
      added.includes(f) ? [] : [recomputeInTurn(model, schema, f, value(at + i, 'uuid[]'))],
    ),
  }
}

const recomputeInTurn = (model: Model, schema: string, { parent, figures }: Fed, ids: Sql): Sql => {
  const fields = figures.map((f) => f.field)
  return inTurnSql(schema, [recomputeSql(model, schema, parent, fields)], ids)
}

const addSql = (
  model: Model,
  schema: string,
  object: ObjectModel,
  { parent, figures }: Fed,
  rows: readonly CountedRows[],
): Sql => {
  const names = figures.map(({ field }) => sql.id(field.name))
  // A record may lead to the same parent by several references, each with figures of its own.
  const ways = [...new Set(figures.map((f) => f.by))].map((by) => {
    const cells = figures.map((f, i) => {
      const delta = f.by === by ? deltaSql(model, object, f.field) : sql`null::numeric`
      return sql`${delta} as ${names[i]!}`
    })
    const [link, join] =
      by.field.kind === 'refs'
        ? [sql`l.id`, sql`cross join lateral (select distinct unnest(${column('r', by.name)}) as id) l`]
        : [linkTo('r', by, parent.name), sql``]
    return sql`select ${link} as id, ${sql.join(cells)} from (${signedRows(rows)}) r ${join} where ${link} is not null group by 1`
  })
  const sums = names.map((name) => sql`coalesce(sum(${name}), 0) as ${name}`)
  const sets = names.map((name) => sql`${name} = coalesce(p.${name}, 0) + d.${name}`)
  const changed = or(names.map((name) => sql`d.${name} <> 0`))
  return sql`${sql.id(`added_${parent.name}`)} as (update ${sql.id(schema, parent.name)} as p set ${sql.join(sets)}
    from (select id, ${sql.join(sums)} from (${sql.join(ways, sql` union all `)}) u group by id) d where p.id = d.id and ${changed})`
}

/** By how much rows (called `r`) change a sum or a count. */
const deltaSql = (model: Model, object: ObjectModel, field: FieldModel): Sql => {
  const { measure, field: figure, where } = field.field.options.rollup!
  const each =
    measure === 'count' ? sql`r."$sign"` : sql`r."$sign" * ${fieldSql(model, object, object.fields.get(figure!)!, 'r')}`
  if (!where) return sql`sum(${each})`
  const condition = toCondition(
    parseExpression(where, expressionScope(object)),
    (path) => pathSql(model, object, path, 'r'),
    model.zone,
  )
  return sql`sum(${each}) filter (where ${condition})`
}

/**
 * Can these figures be kept by adding: what a record counts for depends on nothing but its own columns (what moves with the
 * clock no roll-up may ask), and the records above are not among those that the same statement changes anyway.
 */
const isAdditive = (model: Model, object: ObjectModel, { parent, figures }: Fed): boolean =>
  parent !== object &&
  !isBelow(model, object, parent) &&
  figures.every(({ field }) => {
    const { measure, field: figure, where } = field.field.options.rollup!
    const asked = where ? parseExpression(where, expressionScope(object)).reads : []
    const sources = [...(figure ? [figure] : []), ...asked.map((path) => path.split('.')[0]!)]
    return (measure === 'sum' || measure === 'count') && sources.every((name) => isStored(object, name))
  })

/** A time has its day only in a zone, and that may change. */
const isStored = (object: ObjectModel, name: string): boolean => {
  const field = object.fields.get(name)
  return field?.field.kind !== 'rollup' && field?.kind.column != null && field.kind.column !== 'timestamptz'
}

const isBelow = (model: Model, object: ObjectModel, other: ObjectModel, depth = 1): boolean =>
  childrenOf(model, object).some(
    ({ child }) => child === other || (depth < deepest && isBelow(model, child, other, depth + 1)),
  )
