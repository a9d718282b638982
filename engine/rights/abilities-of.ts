import type { Context } from '../context.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { allows, allowsAction, canSearch, fieldRight, scopesOf } from './access.ts'

/** What a person may do with an object's records, for screens to offer only what would be let through. */
export const createRights = ({ actor: { access } }: Context, object: ObjectModel) => ({
  create: allows(access, object, 'create'),
  update: scopesOf(access, object, 'update').size > 0,
  delete: scopesOf(access, object, 'delete').size > 0,
  export: allows(access, object, 'export'),
  import: allows(access, object, 'import'),
  bulk: allows(access, object, 'bulk'),
})

/** What the caller may do to a field. */
export const fieldRightOf = (ctx: Context, object: ObjectModel, field: FieldModel) =>
  fieldRight(ctx.actor.access, object, field)

/** May the caller take this action, on records within her reach. */
export const allowsActionOf = (ctx: Context, object: ObjectModel, action: string) =>
  allowsAction(ctx.actor.access, object, action)

/** May the caller look for values of this field: a masked one could be guessed digit by digit. */
export const canSearchField = (ctx: Context, object: ObjectModel, field: FieldModel) =>
  canSearch(ctx.actor.access, object, field)
