import type { Context } from '../../context.ts'
import { allows } from '../../rights/access.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { isWritable } from '../mapping/importable.ts'

/** An object whose records belong to those of another, and the reference they belong by: contacts to their customer. */
export interface Lender {
  readonly object: ObjectModel
  readonly by: FieldModel
}

/** Every object whose records belong to this one's, whoever asks. */
export const belongingTo = (ctx: Context, object: ObjectModel): Lender[] =>
  [...ctx.workspace.model.objects.values()].flatMap((one) => {
    const by = one.parents.find((f) => f.field.kind === 'ref' && !f.retired && f.targets.includes(object.name))
    return by && one.name !== object.name ? [{ object: one, by }] : []
  })

/** Those whose records she may bring in together with the object's own: as many at a time as an import of theirs would. */
export const lendersOf = (ctx: Context, object: ObjectModel): Lender[] =>
  belongingTo(ctx, object).filter((lender) => mayLend(ctx, lender))

/** May she make such records by an import, and say whose they are. */
export const mayLend = (ctx: Context, { object, by }: Lender): boolean =>
  allows(ctx.actor.access, object, 'create') &&
  allows(ctx.actor.access, object, 'import') &&
  isWritable(ctx, object, by)

/** Fields of theirs that a column can go to: not the reference, since the row itself says to whom they belong. */
export const lentFields = (ctx: Context, { object, by }: Lender): FieldModel[] =>
  [...object.fields.values()].filter((f) => f !== by && isWritable(ctx, object, f))
