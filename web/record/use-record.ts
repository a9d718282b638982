import { queryOptions, useQuery } from '@tanstack/react-query'
import { isShown, type ObjectMeta } from '../api/metadata.ts'
import { queryClient, recordsKey } from '../api/query-client.ts'
import { fieldPaths } from '../api/record-title.ts'
import { getRecord, type RecordData } from '../api/records.ts'
import { useMetadata } from '../api/use-metadata.ts'

/** All fields of one record, references with their titles. */
export const useRecord = (object: ObjectMeta, id: string) => {
  const fields = useRecordFields(object)
  return useQuery(
    queryOptions({
      queryKey: recordsKey(object.name, 'one', id, fields),
      queryFn: ({ signal }) => getRecord(object.name, id, fields, signal, object.board?.within !== undefined),
      // What a list has already brought is shown until all of it is there.
      placeholderData: () => rowInLists(object.name, id),
    }),
  )
}

export const useRecordFields = (object: ObjectMeta): string => {
  const metadata = useMetadata()
  return fieldPaths(
    object,
    object.fields.filter(isShown).map(({ name }) => name),
    metadata,
  )
}

const rowInLists = (object: string, id: string): RecordData | undefined => {
  for (const [, page] of queryClient.getQueriesData<{ data: RecordData[] }>({
    queryKey: ['records', object, 'page'],
  })) {
    const row = page?.data.find((one) => one.id === id)
    if (row) return row
  }
  return undefined
}

/** The records before and after it in the list it was opened from, as far as that is loaded. */
export const neighboursOf = (object: string, id: string): { previous?: string; next?: string; at?: number } => {
  const pages = queryClient.getQueriesData<{ data: RecordData[] }>({ queryKey: ['records', object, 'page'] })
  for (const [, page] of pages) {
    const at = page?.data.findIndex((one) => one.id === id) ?? -1
    if (page === undefined || at < 0) continue
    const [previous, next] = [page.data[at - 1]?.id, page.data[at + 1]?.id]
    return { at: at + 1, ...(previous ? { previous } : {}), ...(next ? { next } : {}) }
  }
  return {}
}
