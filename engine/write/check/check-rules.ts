import { type Expression, parseCondition } from '../../expressions/index.ts'
import type { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import type { Rule } from '../../object.ts'
import { expressionScope } from '../../schema/expression-scope.ts'
import type { ObjectModel } from '../../schema/model.ts'
import { RuleBroken } from '../errors.ts'
import { judge } from './holds.ts'
import type { Values } from '../read-input.ts'

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
  for (const { rule, expression } of checksOf(object)) {
    if (judge(ctx, object, expression, row) !== false) continue
    const problem = RuleBroken(rule)
    problems.push(rule.field ? problem.at(rule.field) : problem)
  }
}
