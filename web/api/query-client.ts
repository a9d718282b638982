import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** A refusal will not become a yes by asking again; only an unreachable or failing server is asked twice more. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => times < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
})

/** After a write to an object: its lists, boards and sums, its records, and where else they may stand: related lists and timelines. */
export const refreshObject = (object: string): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [kind, of, part] }) =>
      kind === 'related' || (kind === 'records' && (of === object || part === 'timeline')),
  })

/** Every query about records starts with `['records', object, …]`. */
export const recordsKey = (object: string, ...rest: unknown[]): unknown[] => ['records', object, ...rest]
