import { type Access, canRead, canSearch } from '../rights/access.ts'
import { objectOf, type FieldModel, type ObjectModel } from '../schema/model.ts'

/** What of a found record is shown: its title, and up to two more fields to know it by. */
export interface Shown {
  readonly fields: readonly string[]
  readonly title: string | null
  subtitle(row: Readonly<Record<string, unknown>>): string
}

const kinds = new Set(['serial', 'text', 'phone', 'email', 'ref', 'user'])
const mostMore = 2

/** The first fields of the object's list that say who or what it is, as far as this person may see them. */
export const shownOf = (access: Access, object: ObjectModel): Shown => {
  const titleField = object.fields.get(object.def.title)!
  const title = canRead(access, object, titleField) ? titleField.name : null
  const more = (object.def.list as readonly string[])
    .map((name) => object.fields.get(name)!)
    .filter(
      (field) =>
        field.name !== title && kinds.has(field.field.kind) && !field.retired && canSearch(access, object, field),
    )
    .flatMap((field) => pathTo(access, field))
    .slice(0, mostMore)
  return {
    fields: [...(title ? [title] : ['id']), ...more.map(({ path }) => path)],
    title,
    subtitle: (row) =>
      more
        .map(({ read }) => read(row))
        .filter((text) => typeof text === 'string' && text !== '')
        .join(' · '),
  }
}

interface Part {
  readonly path: string
  read(row: Readonly<Record<string, unknown>>): unknown
}

const pathTo = (access: Access, field: FieldModel): Part[] => {
  if (field.targets.length === 0) return [{ path: field.name, read: (row) => row[field.name] }]
  const target = objectOf(access.model, field.targets[0]!)
  const title = target.fields.get(target.def.title)!
  if (!canRead(access, target, title)) return []
  return [
    {
      path: `${field.name}.${title.name}`,
      read: (row) => (row[field.name] as Record<string, unknown> | null)?.[title.name],
    },
  ]
}
