import { AppError } from '../errors.ts'
import { type Expression, parseCondition } from '../expressions/index.ts'
import { expressionScope } from './expression-scope.ts'
import type { FieldModel, ObjectModel } from './model.ts'

/** A model never changes, so what was read once stays true for it. */
const known = new WeakMap<FieldModel, Expression | null>()

/**
 * When a field is shown, read and checked; null for one that always is. A condition over a field that is out of use by now
 * no longer says anything: the field is shown.
 */
export const visibilityOf = (object: ObjectModel, field: FieldModel): Expression | null => {
  const { visibleWhen } = field.field.options
  if (!visibleWhen) return null
  const before = known.get(field)
  if (before !== undefined) return before
  const read = readOr(visibleWhen, object)
  known.set(field, read)
  return read
}

const readOr = (source: string, object: ObjectModel): Expression | null => {
  try {
    return parseCondition(source, expressionScope(object))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
