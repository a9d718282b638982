import type { Filter } from './filter.ts'
import type { ObjectMeta } from './metadata.ts'
import { request, requestWithChange } from './request.ts'

/** A record as the API gives it; fields the caller may not read are not there. */
export interface RecordData {
  readonly id: string
  readonly version: number
  /** What the caller may do with this one, where that was asked for. */
  readonly rights?: { readonly update: boolean; readonly delete: boolean }
  readonly [field: string]: unknown
}

/** May the caller do this with this record: her rights on the object allow it for some, its own for this one. */
export const allowed = (object: ObjectMeta, record: RecordData, verb: 'update' | 'delete'): boolean =>
  object.rights[verb] && (record.rights?.[verb] ?? true)

export interface ListQuery {
  readonly filter?: Filter
  readonly sort?: string
  readonly fields?: string
  readonly q?: string
  readonly limit?: number
  readonly cursor?: string
  readonly total?: boolean
  readonly deleted?: boolean
}

export interface Page {
  readonly data: readonly RecordData[]
  readonly next: string | null
  readonly total?: { readonly value: number; readonly exact: boolean }
}

/** Longest filter that is put in the address; beyond it the query goes in a body. */
const longFilter = 1500
const records = (object: string) => `/records/${encodeURIComponent(object)}`
const one = (object: string, id: string) => `${records(object)}/${encodeURIComponent(id)}`

export const listRecords = (object: string, query: ListQuery, signal?: AbortSignal): Promise<Page> => {
  const filter = query.filter ? JSON.stringify(query.filter) : undefined
  const options = signal ? { signal } : {}
  return filter !== undefined && filter.length > longFilter
    ? request(`${records(object)}/query`, { method: 'POST', body: query, ...options })
    : request(records(object), { query: { ...query, filter }, ...options })
}

/** With `path`, the stages of the way that it goes come along. */
export const getRecord = (
  object: string,
  id: string,
  fields?: string,
  signal?: AbortSignal,
  path = false,
): Promise<RecordData> =>
  request(one(object, id), { query: { fields, ...(path ? { path: 'true' } : {}) }, ...(signal ? { signal } : {}) })

/** `reason`: why in spite of a hint that it is there already. */
/** How a new record stands to what is there already: whether it is made all the same, and why. */
export interface Twins {
  readonly allow: boolean
  readonly reason?: string | undefined
}

export const createRecord = (object: string, values: object, twins?: Twins): Promise<RecordData> =>
  request(records(object), {
    method: 'POST',
    body: values,
    query: { allow_duplicate: twins && String(twins.allow), reason: twins?.reason },
  })

export interface Saved {
  /** The fields that were asked for, otherwise all with references as ids. */
  readonly data: RecordData
  /** Takes this change back. */
  undo(): Promise<Undone>
}

/**
 * With a version, fields that others have changed since are refused and the rest is merged. Answers with the `fields`
 * asked for.
 */
export const updateRecord = async (
  object: string,
  id: string,
  values: object,
  version?: number,
  fields?: string,
): Promise<Saved> => {
  const options = { method: 'PATCH', body: values, version: version ?? '*', query: { fields } } as const
  const { data, change } = await requestWithChange<RecordData>(one(object, id), options)
  return { data, undo: () => undoChange(change) }
}

export const deleteRecord = (object: string, id: string): Promise<{ change: string }> =>
  request(one(object, id), { method: 'DELETE' })

export const restoreRecord = (object: string, id: string): Promise<unknown> =>
  request(`${one(object, id)}/restore`, { method: 'POST' })

/** Why one of many was not done; with several reasons, the first is closest to the cause. */
interface ItemProblem {
  readonly message: string
  readonly problems?: readonly { readonly message: string }[]
}

export const itemReason = (problem: ItemProblem | undefined): string =>
  problem?.problems?.[0]?.message ?? problem?.message ?? ''

export interface BatchResult {
  readonly batch: string
  readonly results: readonly {
    readonly id: string
    readonly status: string
    readonly problem?: ItemProblem
  }[]
  readonly counts: Readonly<Record<string, number>>
}

export type Batch =
  | { operation: 'update'; ids: readonly string[]; set: object; atomic: boolean }
  | { operation: 'update'; records: readonly object[]; atomic: boolean }
  | { operation: 'delete' | 'restore'; ids: readonly string[]; atomic: boolean }

/** Records meant by a bulk change: chosen one by one, or all that match. */
export type Meant = { readonly ids: readonly string[] } | { readonly filter: Filter; readonly q?: string }

/** Before many are worked on: how many are meant, how many of them are out of reach, and those that are not. */
export const previewBatch = (
  object: string,
  operation: 'update' | 'delete',
  meant: Meant,
  signal?: AbortSignal,
): Promise<{ count: number; forbidden: number; ids: readonly string[] }> =>
  request(`${records(object)}/batch/preview`, {
    method: 'POST',
    body: { operation, ...meant },
    ...(signal ? { signal } : {}),
  })

export const runBatch = (object: string, batch: Batch): Promise<BatchResult> =>
  request(`${records(object)}/batch`, { method: 'POST', body: batch })

export interface Undone {
  readonly undone: number
  readonly conflicts: readonly unknown[]
}
export const undoChange = (change: string): Promise<Undone> =>
  request(`/changes/${encodeURIComponent(change)}/undo`, { method: 'POST' })

export interface Suggestion {
  readonly id: string
  readonly title: string
  readonly subtitle?: string
}
export const suggest = async (
  object: string,
  q: string,
  signal?: AbortSignal,
  limit = 10,
): Promise<readonly Suggestion[]> =>
  (
    await request<{ data: Suggestion[] }>(`${records(object)}/suggest`, {
      query: { q, limit },
      ...(signal ? { signal } : {}),
    })
  ).data

export interface AggregateQuery {
  readonly group?: string
  readonly measure: string
  readonly filter?: Filter
  readonly q?: string
  readonly totals?: boolean
  readonly limit?: number
}
export interface Aggregate {
  readonly data: readonly Readonly<Record<string, unknown>>[]
  readonly totals?: Readonly<Record<string, unknown>>
}
export const aggregate = (object: string, query: AggregateQuery, signal?: AbortSignal): Promise<Aggregate> =>
  request(`${records(object)}/aggregate`, {
    query: { ...query, filter: query.filter ? JSON.stringify(query.filter) : undefined },
    ...(signal ? { signal } : {}),
  })

export const runAction = (
  object: string,
  id: string,
  action: string,
  input: object,
): Promise<{ result: { object: string; id: string } | null; change: string }> =>
  request(`${one(object, id)}/actions/${encodeURIComponent(action)}`, { method: 'POST', body: input })
