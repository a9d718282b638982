import type { Context } from '../context.ts'
import type { Language } from '../errors.ts'
import { resolvePath } from '../query/path.ts'
import { canRead, canSearch } from '../rights/access.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'

/** A column of an exported list. */
export interface ExportColumn {
  /** As asked for: `owner`, `customer.industry`. */
  readonly path: string
  readonly label: string
  readonly field: FieldModel
  /** What is asked of the list for it: references come by their titles. */
  readonly asked: string
  /** Where the value lies in the answer. */
  readonly keys: readonly string[]
  /** Masked values are text, whatever their kind. */
  readonly masked: boolean
}

const unsaid = new Set(['json', 'file'])

/** The columns asked for, or all that the caller may read and a cell can say; a field out of her reach is a typing mistake. */
export const exportColumns = (
  ctx: Context,
  object: ObjectModel,
  paths: readonly string[] | undefined,
  language: Language,
): ExportColumn[] => {
  const { access } = ctx.actor
  const all =
    paths ??
    [...object.fields.values()]
      .filter(
        (f) =>
          f.name !== 'deletedAt' && f.name !== 'version' && !unsaid.has(f.field.kind) && canRead(access, object, f),
      )
      .map((f) => f.name)
  return all.map((path) => {
    const { hops, object: owner, field } = resolvePath(access, object, path, 'look')
    const label = [...hops, field].map((f) => f.label[language]).join(language === 'en' ? ' ' : '·')
    const masked = !canSearch(access, owner, field)
    const title = masked ? null : titleOf(ctx, field)
    const asked = field.field.kind === 'relatedTo' && !masked ? `${path}.title` : title ? `${path}.${title}` : path
    return { path, label, field, asked, keys: path.split('.'), masked }
  })
}

/** The field by which the record behind a reference is called, if the caller may read it. */
const titleOf = (ctx: Context, field: FieldModel): string | null => {
  if (field.targets.length !== 1 || field.kind.column === null) return null
  const target = objectOf(ctx.workspace.model, field.targets[0]!)
  const title = target.fields.get(target.def.title)
  return title && canRead(ctx.actor.access, target, title) ? title.name : null
}
