import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { queryClient } from './query-client.ts'
import { request } from './request.ts'
import { meQuery } from './session.ts'

/** Something that happened and concerns the reader, in her language. */
export interface Notice {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly read: boolean
  /** How many records it stands for. */
  readonly count: number
  /** Where it leads: a record, or with `id` null the list of that object. */
  readonly about: { readonly object: string; readonly id: string | null; readonly title: string | null } | null
  /** Work that ended, which is no record. */
  readonly work: { readonly kind: 'import' | 'export' | 'bulk' | 'move'; readonly id: string } | null
  readonly text: string
}

export interface Notices {
  readonly data: readonly Notice[]
  readonly next: string | null
  readonly unread: number
}

const getNotices = (cursor: string | undefined, limit: number, signal: AbortSignal): Promise<Notices> =>
  request('/notifications', { query: { limit, cursor }, signal })

/** The latest: what hangs on the bell. */
export const latestNotices = queryOptions({
  queryKey: ['notifications', 'latest'],
  queryFn: ({ signal }) => getNotices(undefined, 20, signal),
})

/** How many are unread, said by `/me` when the app is opened and looked at again each minute while the page is seen. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: async ({ signal }) => (await getNotices(undefined, 1, signal)).unread,
  initialData: () => queryClient.getQueryData(meQuery.queryKey)?.unread,
  initialDataUpdatedAt: () => queryClient.getQueryState(meQuery.queryKey)?.dataUpdatedAt,
  staleTime: 60_000,
  refetchInterval: 60_000,
  refetchOnWindowFocus: true,
})

/** All of them, page by page. */
export const allNotices = infiniteQueryOptions({
  queryKey: ['notifications', 'all'],
  queryFn: ({ pageParam, signal }) => getNotices(pageParam, 20, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: Notices) => page.next ?? undefined,
})

export const refreshNotices = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['notifications'] })

/** Marks some as read, or all that came no later than the newest one seen. */
export const markRead = async (which: { ids: readonly string[] } | { upTo: Notice }): Promise<void> => {
  // Times are shown in whole milliseconds; the newest itself must be among them.
  const body = 'ids' in which ? which : { before: new Date(Date.parse(which.upTo.at) + 1).toISOString() }
  await request('/notifications/read', { method: 'POST', body })
  await refreshNotices()
}
