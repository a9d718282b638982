import { AppError } from '../errors.ts'
import { type Expression, parseCondition } from '../expressions/index.ts'
import { expressionScope } from './expression-scope.ts'
import type { FieldModel, ObjectModel } from './model.ts'

/** A model never changes, so what was read once stays true for it. */
const known = new WeakMap<ObjectModel, Map<string, Expression | null>>()

/**
 * A condition over an object's fields, read and checked; null without one. A condition over a field that is out of use by now
 * no longer says anything: it is none.
 */
export const conditionOver = (object: ObjectModel, source: string | null | undefined): Expression | null => {
  if (!source) return null
  const conditions = known.get(object) ?? new Map<string, Expression | null>()
  known.set(object, conditions)
  const before = conditions.get(source)
  if (before !== undefined) return before
  const read = readOr(source, object)
  conditions.set(source, read)
  return read
}

/** When a field is shown; null for one that always is. */
export const visibilityOf = (object: ObjectModel, { field: { options } }: FieldModel): Expression | null =>
  conditionOver(object, options.visibleWhen)

/** When a field must be filled in; null for one that no condition asks for. */
export const requirementOf = (object: ObjectModel, { field: { options } }: FieldModel): Expression | null =>
  conditionOver(object, options.requiredWhen)

const readOr = (source: string, object: ObjectModel): Expression | null => {
  try {
    return parseCondition(source, expressionScope(object))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
