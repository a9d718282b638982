import { parseExpression, toCondition } from '../expressions/index.ts'
import { and, compile, or, type Sql, sql, value } from '../sql.ts'
import type { Context } from '../context.ts'
import { run, statementFor } from '../query/statements.ts'
import { expressionScope } from '../schema/expression-scope.ts'
import { type FieldModel, type Model, objectOf, type ObjectModel } from '../schema/model.ts'
import { fieldSql, pathSql } from '../query/field-sql.ts'
import { pointedTo, pointsTo } from './child-link.ts'
import type { Values } from './read-input.ts'

interface Dependent {
  readonly parent: ObjectModel
  readonly field: FieldModel
  /** The child's field that leads to the parent. */
  readonly by: FieldModel
}

const known = new WeakMap<Model, Map<string, Dependent[]>>()

/** The figures on other objects that count or sum these records. */
const dependentsOf = (model: Model, object: ObjectModel): readonly Dependent[] => {
  let map = known.get(model)
  if (!map) {
    map = new Map()
    for (const parent of model.objects.values())
      for (const field of parent.fields.values()) {
        const rollup = field.field.options.rollup
        const by = rollup && model.objects.get(rollup.of)?.fields.get(rollup.by)
        if (by && !field.retired) map.set(rollup.of, [...(map.get(rollup.of) ?? []), { parent, field, by }])
      }
    known.set(model, map)
  }
  return map.get(object.name) ?? []
}

/** Can a change of these fields change a figure on another record. */
export const feedsRollups = (model: Model, object: ObjectModel, changed: readonly string[]): boolean =>
  dependentsOf(model, object).some(({ field, by }) => {
    const { field: figure, where } = field.field.options.rollup!
    const asked = where ? parseExpression(where, expressionScope(object)).reads : []
    const sources = [by.name, ...(figure ? [figure] : []), ...asked.map((path) => path.split('.')[0]!)]
    // What a formula is made of may be anything.
    return sources.some((name) => changed.includes(name) || object.fields.get(name)?.field.kind === 'formula')
  })

/**
 * Runs a write of `object` and then works out anew the figures on the records that `rows` point to (give rows as they were
 * and as they are). The parents are locked first: of two writers at once the second counts what the first one saved.
 */
export const withRollups = async <T>(
  ctx: Context,
  object: ObjectModel,
  rows: readonly Values[],
  write: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const touched = dependentsOf(ctx.workspace.model, object)
    .map((d) => ({
      ...d,
      ids: [...new Set(rows.flatMap((row) => pointedTo(d.by, d.parent, row)))].sort(),
    }))
    .filter((d) => d.ids.length > 0)
  if (touched.length === 0) return write(ctx)
  return ctx.transaction(async (inside) => {
    const result = await write(inside)
    for (const parent of new Set(touched.map((t) => t.parent))) {
      const mine = touched.filter((t) => t.parent === parent)
      await recompute(
        inside,
        parent,
        mine.map((t) => t.field),
        [...new Set(mine.flatMap((t) => t.ids))].sort(),
      )
    }
    return result
  })
}

/** Works out roll-up fields anew for these records of an object. */
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
  const statement = statementFor(key, () => {
    const figures = fields.map((f) => sql`${rollupSql(schema, model, parent, f, 'q')} as ${sql.id(f.name)}`)
    const sets = fields.map((f) => sql`${sql.id(f.name)} = w.${sql.id(f.name)}`)
    // A figure that stays as it is costs no new version of its row.
    const changed = fields.map((f) => sql`p.${sql.id(f.name)} is distinct from w.${sql.id(f.name)}`)
    return compile(
      sql`update ${table} as p set ${sql.join(sets)}
        from (select q.id, ${sql.join(figures)} from ${table} as q where q.id = any(${value(0, 'uuid[]')})) w where p.id = w.id and ${or(changed)}`,
    )
  })
  await run(ctx.session, statement, inputs)
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
