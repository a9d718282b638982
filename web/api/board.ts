import type { Filter } from './filter.ts'
import type { RecordData } from './records.ts'
import { request } from './request.ts'

export interface BoardQuery {
  readonly group: string
  readonly sum?: string | undefined
  readonly within?: Filter | undefined
  readonly filter?: Filter | undefined
  readonly q?: string | undefined
  readonly fields: string
  readonly limit: number
}

/** One column: a choice's value or a record's id, the totals of all its cards and the first few of them. */
export interface BoardGroup {
  readonly value: string
  /** Of a record; choices have their labels in the metadata. */
  readonly title?: string
  readonly count: number
  readonly sum?: string | null
  readonly data: readonly RecordData[]
  readonly next: string | null
}

export const getBoard = async (
  object: string,
  { filter, within, ...query }: BoardQuery,
  signal: AbortSignal,
): Promise<readonly BoardGroup[]> => {
  const json = (part: Filter | undefined) => (part ? JSON.stringify(part) : undefined)
  const options = { query: { ...query, filter: json(filter), within: json(within) }, signal }
  return (await request<{ groups: BoardGroup[] }>(`/records/${encodeURIComponent(object)}/board`, options)).groups
}
