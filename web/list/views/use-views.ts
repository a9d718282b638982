import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryClient, recordsKey, refreshObject } from '../../api/query-client.ts'
import { referenceId } from '../../api/record-title.ts'
import {
  createRecord,
  deleteRecord,
  itemReason,
  listRecords,
  type RecordData,
  runBatch,
  updateRecord,
} from '../../api/records.ts'
import { meQuery, useMe } from '../../api/session.ts'
import { useObject } from '../../api/use-metadata.ts'
import type { ListSearch } from '../list-search.ts'

export type Shared = 'me' | 'some' | 'all'
/** What a view keeps: filter, order, columns and layout, as in the address. */
export type ViewQuery = Pick<ListSearch, 'filter' | 'sort' | 'cols' | 'layout'>

export interface View {
  readonly id: string
  readonly name: string
  readonly shared: Shared
  /** Whom it is for where it is for some; departments with those below them. */
  readonly roles: readonly string[]
  readonly departments: readonly string[]
  /** The roles that begin this list with it. */
  readonly defaultFor: readonly string[]
  readonly query: ViewQuery
  /** May this person change it. */
  readonly own: boolean
  /** Not changed by mistake: its author opens it first. */
  readonly locked: boolean
}

const none: readonly View[] = []

/** The saved views of an object: one's own and those that were shared; `ready` once they are known. */
export const useViews = (object: string): { readonly views: readonly View[]; readonly ready: boolean } => {
  const { user } = useMe()
  const known = useObject('view') !== undefined
  const { data, isPending } = useQuery({
    queryKey: recordsKey('view', object),
    queryFn: ({ signal }) =>
      listRecords('view', { filter: { object }, sort: 'position', fields: viewFields, limit: 200 }, signal),
    enabled: known,
    staleTime: 60_000,
  })
  const views = useMemo(() => data?.data.map((record) => toView(record, user.id)) ?? none, [data, user.id])
  return { views, ready: !known || !isPending }
}

const viewFields = 'name,shared,roles,departments,defaultFor,query,locked,createdBy'
const ids = (value: unknown): readonly string[] =>
  ((value as readonly unknown[] | null) ?? []).flatMap((one) => referenceId(one) ?? [])

const toView = (record: RecordData, me: string): View => ({
  id: record.id,
  name: String(record['name']),
  shared: (record['shared'] as Shared | null) ?? 'me',
  roles: ids(record['roles']),
  departments: ids(record['departments']),
  defaultFor: ids(record['defaultFor']),
  query: (record['query'] as ViewQuery | null) ?? {},
  own: record['createdBy'] === me,
  locked: record['locked'] === true,
})

/** What one says of a view beside what it shows. */
export type ViewFacts = Pick<View, 'name' | 'shared' | 'roles' | 'departments'> & Partial<Pick<View, 'defaultFor'>>

export const saveView = async (object: string, facts: ViewFacts, query: ViewQuery): Promise<string> => {
  const { id } = await createRecord('view', { object, ...facts, query })
  await refreshObject('view')
  return id
}

/** Renames it and says whom it is for. A role begins with one view: what it began with so far stands back. */
export const changeFacts = async (view: View, facts: ViewFacts, others: readonly View[]): Promise<void> => {
  const roles = facts.defaultFor ?? []
  const back = others.filter((one) => one.id !== view.id && one.defaultFor.some((role) => roles.includes(role)))
  const records = [
    ...back.map(({ id, defaultFor }) => ({ id, defaultFor: defaultFor.filter((role) => !roles.includes(role)) })),
    { id: view.id, ...facts },
  ]
  if (back.length === 0) await updateRecord('view', view.id, facts)
  else {
    const { results } = await runBatch('view', { operation: 'update', records, atomic: true })
    const problem = results.find(({ status }) => status === 'failed')?.problem
    if (problem) throw new Error(itemReason(problem))
  }
  await refreshObject('view')
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
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
