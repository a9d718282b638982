import { useQuery } from '@tanstack/react-query'
import type { FieldMeta } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { aggregate, listRecords, type Page } from '../api/records.ts'
import type { List } from './use-list.ts'
import type { Pages } from './use-pages.ts'

/** How many records match, and what they add up to, both from the server: what is not loaded counts too. */
export interface Totals {
  /** Undefined until it is known. */
  readonly count: Page['total']
  /** Of the list's first column of money. */
  readonly sum: { readonly field: FieldMeta; readonly value: string } | undefined
}

/**
 * Asked apart from the rows: among millions counting takes longer than finding a page, and nobody is to wait for it. Of a list
 * that ends on its first page the rows tell.
 */
export const useTotals = (list: List, { end, loading }: Pick<Pages, 'end' | 'loading'>): Totals => {
  const { object, filter, q } = list
  const field = list.columns.find((column) => column.field.kind === 'money' && !column.field.masked)?.field
  const asked = { ...(filter ? { filter } : {}), ...(q ? { q } : {}) }
  const summed = useQuery({
    queryKey: recordsKey(object.name, 'sum', field?.name, filter, q),
    queryFn: ({ signal }) => aggregate(object.name, { ...asked, measure: `count,sum:${field?.name}` }, signal),
    enabled: field !== undefined,
  })
  const counted = useQuery({
    queryKey: recordsKey(object.name, 'count', filter, q),
    queryFn: ({ signal }) => listRecords(object.name, { ...asked, fields: 'id', limit: 1, total: true }, signal),
    enabled: !loading && end === null && (field === undefined || summed.isError),
  })
  const whole = field && (summed.data?.totals ?? summed.data?.data[0])
  const value = field && whole?.[`sum:${field.name}`]
  return {
    count:
      end !== null
        ? { value: end, exact: true }
        : whole
          ? { value: Number(whole['count']), exact: true }
          : counted.data?.total,
    sum: field && typeof value === 'string' ? { field, value } : undefined,
  }
}
