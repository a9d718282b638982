import { useDroppable } from '@dnd-kit/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { allOf } from '../api/filter.ts'
import { recordsKey } from '../api/query-client.ts'
import { fieldPaths } from '../api/record-title.ts'
import { listRecords, type RecordData } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { useMetadata } from '../api/use-metadata.ts'
import { shortMoney } from '../i18n/format-number.ts'
import { useLanguage, useSay } from '../i18n/language.ts'
import type { List } from '../list/use-list.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { Move } from './board.tsx'
import { DraggableCard } from './draggable-card.tsx'
import type { BoardColumnData } from './use-board-columns.ts'

/** Cards fetched at a time. */
const pageSize = 20

interface BoardColumnProps {
  readonly list: List
  readonly column: BoardColumnData
  readonly columns: readonly BoardColumnData[]
  readonly moves: ReadonlyMap<string, Move>
  onMove(row: RecordData, from: string, to: string): void
  onForget(id: string): void
}

export const BoardColumn = ({ list, column, columns, moves, onMove, onForget }: BoardColumnProps) => {
  const say = useSay()
  const language = useLanguage()
  const metadata = useMetadata()
  const { workspace } = useMe()
  const { object } = list
  const group = object.board?.group ?? ''
  const filter = useMemo(() => allOf(list.filter, { [group]: column.key }), [list.filter, group, column.key])
  const fields = fieldPaths(object, [...(object.board?.card ?? []), group], metadata)
  const { ref, isDropTarget } = useDroppable({ id: column.key })
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: recordsKey(object.name, 'column', group, column.key, list.filter, list.sort, list.q),
    queryFn: ({ pageParam, signal }) =>
      listRecords(
        object.name,
        {
          fields,
          limit: pageSize,
          ...(filter ? { filter } : {}),
          ...(list.sort ? { sort: list.sort } : {}),
          ...(list.q ? { q: list.q } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: column.count > 0,
  })

  const loaded = (data?.pages.flatMap((page) => page.data) ?? []).filter(
    ({ id }) => (moves.get(id)?.to ?? column.key) === column.key,
  )
  const arrived = [...moves.values()].filter(
    ({ to, row }) => to === column.key && !loaded.some(({ id }) => id === row.id),
  )
  const rows = [...arrived.map(({ row }) => row), ...loaded]
  const left = column.count - (data?.pages.flatMap((page) => page.data).length ?? 0)
  const sum = column.sum === null ? null : shortMoney(column.sum, language, workspace.currency)

  return (
    <section ref={ref} className="board-column" data-over={isDropTarget || undefined} aria-label={column.label}>
      <header>
        <h2>
          {column.label} <span className="muted">{say('board.count', { count: column.count })}</span>
        </h2>
        {sum ? <p className="muted">{sum}</p> : null}
      </header>
      <div className="board-cards">
        {error ? <ErrorPanel error={error} retry={() => void refetch()} /> : null}
        {data === undefined && column.count > 0 && !error ? <Skeleton rows={6} /> : null}
        {rows.map((row) => (
          <DraggableCard
            key={row.id}
            object={object}
            row={row}
            column={column.key}
            columns={columns}
            move={moves.get(row.id)}
            onMove={onMove}
            onForget={onForget}
          />
        ))}
        {rows.length === 0 && column.count === 0 ? <p className="board-empty">{say('board.empty')}</p> : null}
        {hasNextPage ? (
          <Button block type="text" size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('board.more', { count: left })}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
