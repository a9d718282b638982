import type { FileFacts } from '../analyse.ts'
import { type Model, objectOf } from '../../schema/model.ts'
import { alikeMark } from '../rows/find-twins.ts'
import type { Import } from '../store.ts'
import { plainHeader } from './field-words.ts'
import type { ColumnMapping, ImportSettings } from './mapping.ts'

/** Settings of an import without its file: columns are known by what their header says, wherever they stand. */
export interface Template extends Omit<ImportSettings, 'mapping'> {
  readonly columns: readonly (Omit<ColumnMapping, 'column'> & { readonly header: string })[]
}

/** What is kept of an import's settings for other files. */
export const templateOf = ({ columns }: FileFacts, { mapping, ...rest }: ImportSettings): Template => ({
  ...rest,
  columns: mapping.flatMap(({ column, ...to }) => {
    const header = columns.find((c) => c.index === column)?.name
    return header === undefined ? [] : [{ header, ...to }]
  }),
})

/**
 * A template's settings for this file. Columns that it does not have fall out, so do those whose field is out of use by now,
 * and with them the keys that need them.
 */
export const settingsBy = (
  model: Model,
  { object, facts: { columns } }: Pick<Import, 'object' | 'facts'>,
  template: Template,
): ImportSettings => {
  const { columns: wanted, match, ...rest } = template
  const mapping = wanted.flatMap(({ header, ...to }): ColumnMapping[] => {
    const found = columns.find((c) => plainHeader(c.name) === plainHeader(header))
    return found && isThere(model, object, to.field) ? [{ column: found.index, ...to }] : []
  })
  const mapped = new Set(mapping.map((m) => m.field))
  return {
    ...rest,
    mapping,
    match: match.filter((key) => key.every((name) => mapped.has(name.replace(alikeMark, '')))),
  }
}

/** A field of the object, or of one that its rows bring along: contact.mobile. */
const isThere = (model: Model, objectName: string, path: string): boolean => {
  const [own, below] = path.split('.')
  const field =
    below === undefined ? objectOf(model, objectName).fields.get(own!) : model.objects.get(own!)?.fields.get(below)
  return field?.retired === false
}
