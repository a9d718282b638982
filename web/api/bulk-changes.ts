import { request } from './request.ts'

/** What is done with each of them. */
export type Deed = { readonly operation: 'update'; readonly set: object } | { readonly operation: 'delete' }

/** Many records worked on as one change: few at once, more behind the scenes, where it goes on without this page. */
export interface BulkChange {
  /** Takes all of it back, like any other change. */
  readonly id: string
  readonly object: string
  readonly operation: 'update' | 'delete'
  readonly status: 'running' | 'cancelled' | 'done' | 'failed'
  readonly total: number
  readonly tried: number
  readonly changed: number
  readonly problem: { readonly message: string } | null
}

export interface BulkFailure {
  readonly id: string
  readonly problem: { readonly message: string }
}

export const startBulkChange = (object: string, ids: readonly string[], deed: Deed): Promise<BulkChange> =>
  request(`/records/${encodeURIComponent(object)}/bulk-changes`, { method: 'POST', body: { ...deed, ids } })

const one = (id: string) => `/bulk-changes/${encodeURIComponent(id)}`

export const getBulkChange = (id: string, signal?: AbortSignal): Promise<BulkChange> =>
  request(one(id), signal ? { signal } : {})

export const stopBulkChange = (id: string): Promise<BulkChange> => request(`${one(id)}/cancel`, { method: 'POST' })

export const bulkFailures = async (id: string, signal?: AbortSignal): Promise<readonly BulkFailure[]> =>
  (await request<{ data: readonly BulkFailure[] }>(`${one(id)}/failures`, signal ? { signal } : {})).data
