import { checkResultKind, type FormulaResult, parseExpression, resultKind } from '../expressions/index.ts'
import { WrongResult } from '../expressions/errors.ts'
import { expressionScope, fieldsRead } from './expression-scope.ts'
import type { ObjectModel } from './model.ts'
import { FormulaCircle } from './schema-errors.ts'

/** Checks a formula that is to be the field `name` of the object, and answers the kind of its result. */
export const checkFormula = (
  object: ObjectModel,
  name: string | null,
  expression: string,
  result: string | undefined,
): FormulaResult => {
  const parsed = parseExpression(expression, expressionScope(object))
  const found = (result as FormulaResult | undefined) ?? resultKind(parsed)
  if (!found) throw WrongResult()
  checkResultKind(parsed, found)
  if (name) refuseCircle(object, name, expression, [])
  return found
}

/** A formula stands in others by its expression: one that led back to itself would never end. */
const refuseCircle = (object: ObjectModel, name: string, expression: string, path: readonly string[]): void => {
  for (const field of fieldsRead(object, parseExpression(expression, expressionScope(object)))) {
    if (field.name === name) throw FormulaCircle({ path: [name, ...path, name].join(' → ') }).at('expression')
    if (field.field.kind === 'formula')
      refuseCircle(object, name, field.field.options.expression ?? 'null', [...path, field.name])
  }
}
