import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Filter } from '../api/filter.ts'
import { fieldOf, type FieldMeta, type ObjectMeta } from '../api/metadata.ts'
import { fieldPaths } from '../api/record-title.ts'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { type ColumnChoice, type ListSearch, readColumns } from './list-search.ts'
import { attentionFields } from '../ui/attention.ts'
import { useViews, type View } from './views/use-views.ts'

export interface Column {
  readonly field: FieldMeta
  /** px, where the person has chosen it. */
  readonly width?: number
}

export interface List {
  readonly object: ObjectMeta
  readonly search: ListSearch
  readonly views: readonly View[]
  /** The view in use; `mine` and `all` are built in. */
  readonly view: View | undefined
  /** What the list begins with: a view's id, `mine`, or `all`. */
  readonly chosen: string
  /** It is not known yet what the view holds. */
  readonly waiting: boolean
  /** The address differs from the view. */
  readonly changed: boolean
  readonly filter: Filter | undefined
  readonly sort: string | undefined
  readonly q: string | undefined
  readonly columns: readonly Column[]
  readonly layout: 'table' | 'board'
  /** The `fields` parameter that brings all columns. */
  readonly fields: string
  /** Changes the address; undefined takes a part away. */
  change(part: { [Key in keyof ListSearch]?: ListSearch[Key] | undefined }, replace?: boolean): void
}

/** The order without fields that are out of use by now: a list in another order is still that list. */
const knownSort = (object: ObjectMeta, sort: string | undefined): string | undefined =>
  sort
    ?.split(',')
    .filter((key) => fieldOf(object, key.replace(/^-/, '').split('.')[0] ?? '') !== undefined)
    .join(',') || undefined

/** What a list shows: the view in use, overlaid with what the address says. */
export const useList = (object: ObjectMeta, search: ListSearch): List => {
  const navigate = useNavigate()
  const metadata = useMetadata()
  const { user, defaultViews } = useMe()
  const { views, ready } = useViews(object.name)
  const chosen = search.view ?? defaultViews[object.name] ?? 'all'
  const view = views.find(({ id }) => id === chosen)
  const mine = chosen === 'mine' ? { owner: user.id } : undefined
  const cols = search.cols ?? view?.query.cols

  const columns = useMemo(() => {
    const chosen: readonly ColumnChoice[] = cols ? readColumns(cols) : object.list.map((name) => ({ name }))
    return chosen.flatMap(({ name, width }): Column[] => {
      const field = fieldOf(object, name)
      return field ? [width === undefined ? { field } : { field, width }] : []
    })
  }, [cols, object])
  const fields = useMemo(
    () => fieldPaths(object, [...columns.map(({ field }) => field.name), ...attentionFields(object)], metadata),
    [object, columns, metadata],
  )

  const layout = search.layout ?? view?.query.layout ?? 'table'
  return {
    object,
    search,
    views,
    view,
    chosen,
    waiting: !ready && chosen !== 'all' && chosen !== 'mine',
    changed: search.filter !== undefined || search.sort !== undefined || search.cols !== undefined,
    filter: search.filter ?? view?.query.filter ?? mine,
    sort: knownSort(object, search.sort ?? view?.query.sort),
    q: search.q,
    columns,
    layout: object.board ? layout : 'table',
    fields,
    change: (part, replace = true) =>
      void navigate({
        to: '/o/$object',
        params: { object: object.name },
        search: (before) => ({ ...before, ...part }) as ListSearch,
        replace,
      }),
  }
}
