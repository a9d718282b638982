import { queryClient } from '../api/query-client.ts'
import type { Page, RecordData } from '../api/records.ts'

/** Changes one row in every loaded page that shows it. */
export const patchRow = (object: string, id: string, change: (row: RecordData) => RecordData): void =>
  void queryClient.setQueriesData<Page>({ queryKey: ['records', object, 'page'] }, (page) =>
    page?.data.some((row) => row.id === id)
      ? { ...page, data: page.data.map((row) => (row.id === id ? change(row) : row)) }
      : page,
  )
