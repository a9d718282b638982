import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../../errors.ts'
import type { FieldModel } from '../../schema/model.ts'

/**
 * Kinds whose cell says less than they hold: where a place lies, how a text is set, the thousandths of a second, the spaces around
 * it.
 */
const coarse = new Set(['address', 'richText', 'datetime', 'longText'])

/** Can a cell not hold all that a value of this field is. */
export const isCoarse = ({ field }: FieldModel): boolean => coarse.has(field.kind)

/** Does the file say nothing but what a cell can say of the present value: then what no cell can say stays. */
export const sameInWords = ({ field, kind }: FieldModel, now: unknown, given: unknown): boolean => {
  if (!coarse.has(field.kind) || now === null || now === undefined || given === null) return false
  try {
    return isDeepStrictEqual(kind.parse(kind.fromText(kind.toText(now, field).trim(), field), field), given)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return false
  }
}
