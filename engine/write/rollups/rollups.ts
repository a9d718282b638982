import { parseExpression, toCondition } from '../../expressions/index.ts'
import { and, compile, or, type Sql, sql, value } from '../../sql.ts'
import type { Context } from '../../context.ts'
import { run, statementFor } from '../../query/statements.ts'
import { expressionScope } from '../../schema/expression-scope.ts'
import { type FieldModel, type Model, objectOf, type ObjectModel } from '../../schema/model.ts'
import { fieldSql, pathSql } from '../../query/field-sql.ts'
import { pointedTo, pointsTo } from './child-link.ts'
import type { Values } from '../read-input.ts'

/** A figure on the records above that counts or sums these. */
interface Figure {
  readonly field: FieldModel
  /** The field of these that leads up to them. */
  readonly by: FieldModel
}

/** The figures on records of one object above. */
export interface Fed {
  readonly parent: ObjectModel
  readonly figures: readonly Figure[]
}

const known = new WeakMap<Model, Map<string, Fed[]>>()

/** All figures that these records feed, by the object they stand on, in one order for every writer. */
const allFed = (model: Model, object: ObjectModel): readonly Fed[] => {
  let map = known.get(model)
  if (!map) {
    map = new Map()
    for (const parent of [...model.objects.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const figures = [...parent.fields.values()].flatMap((field) => {
        const rollup = field.field.options.rollup
        const by = rollup && model.objects.get(rollup.of)?.fields.get(rollup.by)
        return by && !field.retired ? [{ of: rollup.of, field, by }] : []
      })
      for (const [of, each] of Map.groupBy(figures, (f) => f.of))
        map.set(of, [...(map.get(of) ?? []), { parent, figures: each }])
    }
    known.set(model, map)
  }
  return map.get(object.name) ?? []
}

/** The figures that a write of `object` can change; of `changed` fields where others stay as they are. */
export const fedBy = (model: Model, object: ObjectModel, changed?: readonly string[]): readonly Fed[] => {
  if (!changed) return allFed(model, object)
  return allFed(model, object).flatMap(({ parent, figures }) => {
    const fed = figures.filter((figure) => feeds(object, figure, changed))
    return fed.length > 0 ? [{ parent, figures: fed }] : []
  })
}

const feeds = (object: ObjectModel, { field, by }: Figure, changed: readonly string[]): boolean => {
  const { field: figure, where } = field.field.options.rollup!
  const asked = where ? parseExpression(where, expressionScope(object)).reads : []
  const sources = [by.name, ...(figure ? [figure] : []), ...asked.map((path) => path.split('.')[0]!)]
  // What a formula is made of may be anything.
  return sources.some((name) => changed.includes(name) || object.fields.get(name)?.field.kind === 'formula')
}

/** The records above that these rows lead to (give rows as they were and as they are): the values of `keepRollups`. */
export const idsAbove = (fed: readonly Fed[], rows: readonly Values[]): string[][] =>
  fed.map(({ parent, figures }) => {
    const ids = figures.flatMap(({ by }) => rows.flatMap((row) => pointedTo(by, parent, row)))
    return [...new Set(ids)].sort()
  })

/** Runs a write of thousands of new rows and then works out anew what they are part of: one look at each record above. */
export const withRollups = async <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const fed = fedBy(ctx.workspace.model, object)
  const ids = idsAbove(fed, rows)
  if (ids.every((each) => each.length === 0)) return write(ctx)
  return ctx.transaction(async (inside) => {
    const result = await write(inside)
    for (const [i, { parent, figures }] of fed.entries())
      if (ids[i]!.length > 0)
        await recompute(
          inside,
          parent,
          figures.map((f) => f.field),
          ids[i]!,
        )
    return result
  })
}

/** Works out roll-up fields anew for these records of an object: locked first, so that of two writers the second counts all. */
export const recompute = async (
  ctx: Context,
  parent: ObjectModel,
  fields: readonly FieldModel[],
  ids: readonly string[],
): Promise<void> => {
  const { schema, model } = ctx.workspace
  const inputs = { values: [ids], actor: ctx.actor, now: ctx.now }
  const table = sql.id(schema, parent.name)
  const key = JSON.stringify(['rollup', schema, model.version, parent.name, fields.map((f) => f.name)])
  const lock = statementFor(`lock ${key}`, () =>
    compile(sql`select id from ${table} where id = any(${value(0, 'uuid[]')}) order by id for no key update`),
  )
  await run(ctx.session, lock, inputs)
  const statement = statementFor(key, () => compile(recomputeSql(model, schema, parent, fields)))
  await run(ctx.session, statement, inputs)
}

/** Sets roll-up fields of the records whose ids are value number 0 to what their children say now. */
export const recomputeSql = (model: Model, schema: string, parent: ObjectModel, fields: readonly FieldModel[]): Sql => {
  const table = sql.id(schema, parent.name)
  const figures = fields.map((f) => sql`${rollupSql(schema, model, parent, f, 'q')} as ${sql.id(f.name)}`)
  const sets = fields.map((f) => sql`${sql.id(f.name)} = w.${sql.id(f.name)}`)
  // A figure that stays as it is costs no new version of its row.
  const changed = fields.map((f) => sql`p.${sql.id(f.name)} is distinct from w.${sql.id(f.name)}`)
  return sql`update ${table} as p set ${sql.join(sets)}
    from (select q.id, ${sql.join(figures)} from ${table} as q where q.id = any(${value(0, 'uuid[]')})) w where p.id = w.id and ${or(changed)}`
}

/** The figure itself, as a subquery for the record of `alias`. */
const rollupSql = (schema: string, model: Model, parent: ObjectModel, field: FieldModel, alias: string): Sql => {
  const rollup = field.field.options.rollup!
  const child = objectOf(model, rollup.of)
  const figure = rollup.field ? fieldSql(model, child, child.fields.get(rollup.field)!, 'k') : sql`1`
  const where = and([
    pointsTo(child.fields.get(rollup.by)!, parent, 'k', alias),
    sql`k."deletedAt" is null`,
    ...(rollup.where
      ? [
          toCondition(
            parseExpression(rollup.where, expressionScope(child)),
            (path) => pathSql(model, child, path, 'k'),
            model.zone,
          ),
        ]
      : []),
  ])
  const from = sql`from ${sql.id(schema, child.name)} as k where ${where}`
  if (rollup.measure === 'count') return sql`(select count(*) ${from})`
  if (rollup.measure === 'sum') return sql`(select coalesce(sum(${figure}), 0) ${from})`
  if (rollup.measure === 'avg') return sql`(select round(avg(${figure}), 6) ${from})`
  return sql`(select ${sql.raw(rollup.measure)}(${figure}) ${from})`
}
