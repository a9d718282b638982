import { useQuery } from '@tanstack/react-query'
import { recordsKey } from '../api/query-client.ts'
import { listRecords, type ListQuery } from '../api/records.ts'

/** The records of a settings object, which are few; at most 200. */
export const useAllRecords = (object: string, query: ListQuery = {}) =>
  useQuery({
    queryKey: recordsKey(object, 'all', query),
    queryFn: async ({ signal }) => (await listRecords(object, { limit: 200, ...query }, signal)).data,
  })
