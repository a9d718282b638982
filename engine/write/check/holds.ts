import type { Context } from '../../context.ts'
import { type Environment, evaluate, type Expression, parseExpression } from '../../expressions/index.ts'
import { expressionScope, fieldsRead } from '../../schema/expression-scope.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { Values } from '../read-input.ts'

/** What a condition yields for a record as it is to be saved. */
export const judge = (ctx: Context, object: ObjectModel, condition: Expression, row: Values): unknown => {
  const environment = environmentOf(ctx)
  return evaluate(condition, withFormulas(object, condition, row, environment), environment)
}

/** Is the condition true of the record. */
export const holds = (ctx: Context, object: ObjectModel, condition: Expression, row: Values): boolean =>
  judge(ctx, object, condition, row) === true

/** What a condition looks at in a record, formulas worked out, by field. */
export const seenBy = (ctx: Context, object: ObjectModel, condition: Expression, row: Values): Values => {
  const full = withFormulas(object, condition, row, environmentOf(ctx))
  return Object.fromEntries(fieldsRead(object, condition).map(({ name }) => [name, full[name] ?? null]))
}

const environmentOf = (ctx: Context): Environment => ({
  now: ctx.now,
  zone: ctx.workspace.zone,
  actor: { id: ctx.actor.id },
})

const formulas = new WeakMap<FieldModel, Expression>()

/** Read once, not for every row of a hundred thousand. */
const formulaOf = (object: ObjectModel, field: FieldModel): Expression => {
  const found =
    formulas.get(field) ?? parseExpression(field.field.options.expression ?? 'null', expressionScope(object))
  formulas.set(field, found)
  return found
}

/** The row with the formulas that an expression looks at: they are stored nowhere. */
const withFormulas = (object: ObjectModel, expression: Expression, row: Values, environment: Environment): Values => {
  const looked = fieldsRead(object, expression).filter(({ field }) => field.kind === 'formula')
  if (looked.length === 0) return row
  const values = looked.map((field) => {
    const formula = formulaOf(object, field)
    return [field.name, evaluate(formula, withFormulas(object, formula, row, environment), environment)]
  })
  return { ...row, ...(Object.fromEntries(values) as Values) }
}
