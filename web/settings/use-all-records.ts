import { useQuery } from '@tanstack/react-query'
import { recordsKey } from '../api/query-client.ts'
import { listRecords, type ListQuery } from '../api/records.ts'

/** As many as one call brings. */
export const mostShown = 200

/** The records of a settings object, which are few. */
export const useAllRecords = (object: string, query: ListQuery = {}) =>
  useQuery({
    queryKey: recordsKey(object, 'all', query),
    queryFn: async ({ signal }) => (await listRecords(object, { limit: mostShown, ...query }, signal)).data,
  })
