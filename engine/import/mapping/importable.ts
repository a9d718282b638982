import type { Context } from '../../context.ts'
import { canSearch, fieldRight } from '../../rights/access.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'

const never = new Set(['formula', 'rollup', 'json', 'file'])

/** Does a cell of a file end up in this field: the caller may write it, and a file can say it. */
export const isWritable = (ctx: Context, object: ObjectModel, field: FieldModel): boolean => {
  const { kind, options } = field.field
  if (field.system || field.retired || never.has(kind) || kind === 'serial' || options.readOnly || options.computed)
    return false
  return fieldRight(ctx.actor.access, object, field) === 'write'
}

/** Numbers that the engine gives, and the id: a file cannot set them, but can say by them which record is meant. */
export const isIdentity = (ctx: Context, object: ObjectModel, field: FieldModel): boolean =>
  !field.retired && (field.name === 'id' || field.field.kind === 'serial') && canSearch(ctx.actor.access, object, field)

/** May a column of a file go to this field. */
export const isImportable = (ctx: Context, object: ObjectModel, field: FieldModel): boolean =>
  isWritable(ctx, object, field) || isIdentity(ctx, object, field)

const keyKinds = new Set([
  'id',
  'serial',
  'text',
  'phone',
  'email',
  'url',
  'integer',
  'decimal',
  'date',
  'choice',
  'ref',
  'user',
  'department',
])

/** May records be looked for by this field: a hidden or masked one answers nothing, not even by what happens to a row. */
export const isKey = (ctx: Context, object: ObjectModel, field: FieldModel): boolean =>
  keyKinds.has(field.field.kind) &&
  !field.retired &&
  canSearch(ctx.actor.access, object, field) &&
  field.kind.column !== null
