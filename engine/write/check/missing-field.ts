import type { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { fieldRight } from '../../rights/access.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { Required, RequiredOfOthers, RequiredUnseen } from '../errors.ts'

/** Whether the writer can fill in what is missing, has to ask somebody who can, or must not even hear of it. */
type Filler = 'herself' | 'others' | 'unseen'

/** Who could fill the field in, as seen by the writer. */
export const fillerOf = (ctx: Context, object: ObjectModel, field: FieldModel): Filler => {
  const right = fieldRight(ctx.actor.access, object, field)
  return right === 'write' ? 'herself' : right === 'hidden' ? 'unseen' : 'others'
}

/** Says that a field must be filled in, as far as the writer may know of it. */
export const missingField = (ctx: Context, object: ObjectModel, field: FieldModel): AppError => {
  const filler = fillerOf(ctx, object, field)
  if (filler === 'unseen') return RequiredUnseen()
  return (filler === 'herself' ? Required : RequiredOfOthers)({ field: field.label }).at(field.name)
}
