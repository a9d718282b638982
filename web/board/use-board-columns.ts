import { useQuery } from '@tanstack/react-query'
import { fieldOf, targetOf } from '../api/metadata.ts'
import { recordsKey } from '../api/query-client.ts'
import { recordTitle, referenceId } from '../api/record-title.ts'
import { aggregate, listRecords } from '../api/records.ts'
import { useObject } from '../api/use-metadata.ts'
import type { List } from '../list/use-list.ts'

export interface BoardColumnData {
  /** The choice's value, or the id of the stage. */
  readonly key: string
  readonly label: string
  readonly color?: string | undefined
  /** All cards of the column, loaded or not. */
  readonly count: number
  readonly sum: string | null
}

/** The columns in their order, with totals from the server. */
export const useBoardColumns = (
  list: List,
): { columns: readonly BoardColumnData[] | undefined; error: unknown; retry: () => void } => {
  const { object } = list
  const group = fieldOf(object, object.board?.group ?? '')
  const sum = object.board?.sum
  const stage = useObject((group && targetOf(group)) ?? '')
  const stages = useQuery({
    queryKey: recordsKey(stage?.name ?? '', 'columns'),
    queryFn: ({ signal }) => {
      const position = stage?.fields.find(({ name }) => name === 'position')
      const fields = stage ? stage.title : undefined
      return listRecords(
        stage?.name ?? '',
        { limit: 50, ...(fields ? { fields } : {}), ...(position ? { sort: position.name } : {}) },
        signal,
      )
    },
    enabled: group?.kind === 'ref' && stage !== undefined,
  })
  const totals = useQuery({
    queryKey: recordsKey(object.name, 'totals', group?.name, list.filter, list.q),
    queryFn: ({ signal }) =>
      aggregate(
        object.name,
        {
          group: group?.name ?? '',
          measure: sum ? `count,sum:${sum}` : 'count',
          ...(list.filter ? { filter: list.filter } : {}),
          ...(list.q ? { q: list.q } : {}),
        },
        signal,
      ),
    enabled: group !== undefined,
    placeholderData: (last) => last,
  })

  const retry = () => {
    void stages.refetch()
    void totals.refetch()
  }
  const named = group?.options
    ? group.options.map(({ value, label, color }) => ({ key: value, label, color }))
    : stage && stages.data?.data.map((row) => ({ key: row.id, label: recordTitle(stage, row), color: undefined }))
  if (named === undefined || totals.data === undefined)
    return { columns: undefined, error: stages.error ?? totals.error, retry }
  const byKey = new Map(totals.data.data.map((row) => [referenceId(row[group?.name ?? '']), row]))
  const columns = named.map((column) => {
    const row = byKey.get(column.key)
    const amount = sum ? row?.[`sum:${sum}`] : null
    return { ...column, count: Number(row?.['count'] ?? 0), sum: typeof amount === 'string' ? amount : null }
  })
  return { columns, error: null, retry }
}
