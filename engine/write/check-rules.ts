import { type Environment, evaluate, type Expression, parseCondition, parseExpression } from '../expressions/index.ts'
import type { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import type { Rule } from '../object.ts'
import { expressionScope, fieldsRead } from '../schema/expression-scope.ts'
import type { ObjectModel } from '../schema/model.ts'
import { RuleBroken } from './errors.ts'
import type { Values } from './read-input.ts'

interface Check {
  readonly rule: Rule
  readonly expression: Expression
}

const known = new WeakMap<ObjectModel, readonly Check[]>()

/** Read once, not for every row of a hundred thousand. */
const checksOf = (object: ObjectModel): readonly Check[] => {
  const found =
    known.get(object) ??
    object.rules.map((rule) => ({ rule, expression: parseCondition(rule.must, expressionScope(object)) }))
  known.set(object, found)
  return found
}

/** What a record must fulfil beyond its fields: the declared rules and the workspace's own. */
export const checkRules = (ctx: Context, object: ObjectModel, row: Values, problems: AppError[]): void => {
  const environment = { now: ctx.now, zone: ctx.workspace.zone, actor: { id: ctx.actor.id } }
  for (const { rule, expression } of checksOf(object)) {
    if (evaluate(expression, withFormulas(object, expression, row, environment), environment) !== false) continue
    const problem = RuleBroken(rule)
    problems.push(rule.field ? problem.at(rule.field) : problem)
  }
}

/** The row with the formulas that an expression looks at: they are stored nowhere. */
const withFormulas = (object: ObjectModel, expression: Expression, row: Values, environment: Environment): Values => {
  const formulas = fieldsRead(object, expression).filter(({ field }) => field.kind === 'formula')
  if (formulas.length === 0) return row
  const values = formulas.map(({ name, field }) => {
    const formula = parseExpression(field.options.expression ?? 'null', expressionScope(object))
    return [name, evaluate(formula, withFormulas(object, formula, row, environment), environment)]
  })
  return { ...row, ...(Object.fromEntries(values) as Values) }
}
