import type { Page, RecordData } from './records.ts'
import { request } from './request.ts'

/** The first few of the records that point at one by one field. */
export interface Related {
  readonly name: string
  readonly object: string
  readonly field: string
  readonly label: string
  readonly total: NonNullable<Page['total']>
  readonly records: readonly RecordData[]
}

export const getRelated = async (
  object: string,
  id: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Related[]> =>
  (
    await request<{ data: Related[] }>(`/records/${encodeURIComponent(object)}/${encodeURIComponent(id)}/related`, {
      query: { limit },
      signal,
    })
  ).data
