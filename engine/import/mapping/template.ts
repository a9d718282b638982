import type { FileFacts } from '../analyse.ts'
import { alikeMark } from '../rows/find-twins.ts'
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

/** A template's settings for this file. Columns that it does not have fall out, and with them the keys that need them. */
export const settingsBy = ({ columns }: FileFacts, template: Template): ImportSettings => {
  const { columns: wanted, match, ...rest } = template
  const mapping = wanted.flatMap(({ header, ...to }): ColumnMapping[] => {
    const found = columns.find((c) => plainHeader(c.name) === plainHeader(header))
    return found ? [{ column: found.index, ...to }] : []
  })
  const mapped = new Set(mapping.map((m) => m.field))
  return {
    ...rest,
    mapping,
    match: match.filter((key) => key.every((name) => mapped.has(name.replace(alikeMark, '')))),
  }
}
