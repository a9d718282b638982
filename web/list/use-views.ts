import { useQuery } from '@tanstack/react-query'
import { recordsKey, refreshObject } from '../api/query-client.ts'
import { createRecord, deleteRecord, listRecords, type RecordData, updateRecord } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { useObject } from '../api/use-metadata.ts'
import type { ListSearch } from './list-search.ts'

export type Shared = 'me' | 'all'
/** What a view keeps: filter, order, columns and layout, as in the address. */
export type ViewQuery = Pick<ListSearch, 'filter' | 'sort' | 'cols' | 'layout'>

export interface View {
  readonly id: string
  readonly name: string
  readonly shared: Shared
  readonly query: ViewQuery
  /** May this person change it. */
  readonly own: boolean
  /** Not changed by mistake: its author opens it first. */
  readonly locked: boolean
}

/** The saved views of an object: one's own and those that were shared. */
export const useViews = (object: string): readonly View[] => {
  const { user } = useMe()
  const known = useObject('view') !== undefined
  const { data } = useQuery({
    queryKey: recordsKey('view', object),
    queryFn: ({ signal }) =>
      listRecords(
        'view',
        { filter: { object }, sort: 'position', fields: 'name,shared,query,locked,createdBy', limit: 50 },
        signal,
      ),
    enabled: known,
    staleTime: 60_000,
  })
  return (data?.data ?? []).map((record) => toView(record, user.id))
}

const toView = (record: RecordData, me: string): View => ({
  id: record.id,
  name: String(record['name']),
  shared: (record['shared'] as Shared | null) ?? 'me',
  query: (record['query'] as ViewQuery | null) ?? {},
  own: record['createdBy'] === me,
  locked: record['locked'] === true,
})

export const saveView = async (object: string, name: string, shared: Shared, query: ViewQuery): Promise<string> => {
  const { id } = await createRecord('view', { object, name, shared, query })
  await refreshObject('view')
  return id
}

export const changeView = async (id: string, query: ViewQuery): Promise<void> => {
  await updateRecord('view', id, { query })
  await refreshObject('view')
}

export const lockView = async (id: string, locked: boolean): Promise<void> => {
  await updateRecord('view', id, { locked })
  await refreshObject('view')
}

export const removeView = async (id: string): Promise<void> => {
  await deleteRecord('view', id)
  await refreshObject('view')
}
