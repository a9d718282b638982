/** Where a column of the file goes. */
export interface ColumnMapping {
  /** The column's place in the file, counted from 0. */
  readonly column: number
  readonly field: string
  /** References: the field of the other record that the cells hold; by default its number, its unique fields, its title. */
  readonly by?: string
  /** A reference to one of several objects (about): which one the cells mean. */
  readonly to?: string
  /** What cells of this column stand for: 一级 → A 级. The empty text means nothing is imported. */
  readonly values?: Readonly<Record<string, string>>
}

/** What happens to a row that is there already. */
export const policies = ['skip', 'fill', 'overwrite', 'create', 'ask'] as const
export type Policy = (typeof policies)[number]

/** What a person decides about an import before it runs. */
export interface ImportSettings {
  readonly mapping: readonly ColumnMapping[]
  /** By which fields a row is found among the records that are there, tried in this order; several together are one key. */
  readonly match: readonly (readonly string[])[]
  /** skip it, fill empty fields only, overwrite, create another one, or ask row by row. */
  readonly policy: Policy
  /** CSV rows with fewer cells than the header are taken as if the rest were empty. */
  readonly acceptShortRows: boolean
}
