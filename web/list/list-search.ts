import type { Filter } from '../api/filter.ts'

/** What the address of a list says. All of it: a list looks the same for whoever is sent its address. */
export interface ListSearch {
  /** A saved view's id, `mine`, or `all`; without, the one that her role begins with. */
  readonly view?: string
  readonly filter?: Filter
  /** `-createdAt,name` */
  readonly sort?: string
  /** Columns in order, with their widths where chosen: `number,name:240,owner`. */
  readonly cols?: string
  readonly q?: string
  readonly layout?: 'table' | 'board'
  /** What a board is narrowed to: the id of a pipeline. */
  readonly within?: string
  /** The record shown at the side. */
  readonly peek?: string
}

/** Reads the address and leaves out what makes no sense: an address is typed, cut and pasted by people. */
export const readListSearch = (raw: Record<string, unknown>): ListSearch => {
  const { filter, layout } = raw
  const entries: [keyof ListSearch, unknown][] = [
    ['view', text(raw['view'])],
    ['filter', typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? filter : undefined],
    ['sort', text(raw['sort'])],
    ['cols', text(raw['cols'])],
    ['q', text(raw['q'])],
    ['layout', layout === 'board' || layout === 'table' ? layout : undefined],
    ['within', text(raw['within'])],
    ['peek', text(raw['peek'])],
  ]
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as ListSearch
}

// The router reads `?q=138` as a number.
const text = (value: unknown) => {
  const string = typeof value === 'number' ? String(value) : value
  return typeof string === 'string' && string !== '' ? string : undefined
}

export interface ColumnChoice {
  readonly name: string
  /** px */
  readonly width?: number
}

export const readColumns = (cols: string): ColumnChoice[] =>
  cols
    .split(',')
    .map((part) => part.split(':'))
    .filter(([name]) => name !== undefined && name !== '')
    .map(([name = '', width]) => {
      const px = Number(width)
      return Number.isInteger(px) && px >= narrowest && px <= widest ? { name, width: px } : { name }
    })

export const writeColumns = (columns: readonly ColumnChoice[]): string =>
  columns.map(({ name, width }) => (width === undefined ? name : `${name}:${Math.round(width)}`)).join(',')

/** px */
export const narrowest = 60
export const widest = 800

export interface Sort {
  readonly field: string
  readonly descending: boolean
}

export const readSort = (sort: string | undefined): Sort[] =>
  (sort ?? '')
    .split(',')
    .filter(Boolean)
    .map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }))

/** Ascending, then descending, then not at all. Sorting by one column replaces the others. */
export const nextSort = (sort: string | undefined, field: string): string | undefined => {
  const now = readSort(sort).find((part) => part.field === field)
  if (now === undefined) return field
  return now.descending ? undefined : `-${field}`
}
