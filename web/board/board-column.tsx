import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { allOf } from '../api/filter.ts'
import { recordsKey } from '../api/query-client.ts'
import { listRecords, type RecordData } from '../api/records.ts'
import { useMe } from '../api/session.ts'
import { shortMoney } from '../i18n/format-number.ts'
import { useLanguage, useSay } from '../i18n/language.ts'
import type { List } from '../list/use-list.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import type { Move } from './board.tsx'
import { DraggableCard, type DraggedCard } from './draggable-card.tsx'
import { type BoardColumnData, type BoardData, cardsAtATime } from './use-board.ts'

interface BoardColumnProps {
  readonly list: List
  readonly board: BoardData
  readonly column: BoardColumnData
  readonly moves: ReadonlyMap<string, Move>
  onMove(row: RecordData, from: string, to: string): void
  /** Moves a card along with what its column asked for. */
  onFill(row: RecordData, to: string, values: object): Promise<void>
  onForget(id: string): void
}

export const BoardColumn = ({ list, board, column, moves, onMove, onFill, onForget }: BoardColumnProps) => {
  const say = useSay()
  const language = useLanguage()
  const { workspace } = useMe()
  const { object, q } = list
  const group = object.board?.group ?? ''
  const key = column.value
  const filter = useMemo(
    () => allOf(allOf(board.within, list.filter), { [group]: { eq: key } }),
    [board.within, list.filter, group, key],
  )
  const ref = useRef<HTMLElement>(null)
  const [over, setOver] = useState(false)
  const drop = useEffectEvent((data: Partial<DraggedCard>) => {
    setOver(false)
    if (data.row && data.column) onMove(data.row, data.column, key)
  })
  useEffect(
    () =>
      ref.current === null
        ? undefined
        : dropTargetForElements({
            element: ref.current,
            onDragEnter: () => setOver(true),
            onDragLeave: () => setOver(false),
            onDrop: ({ source }) => drop(source.data),
          }),
    [],
  )
  const [wanted, setWanted] = useState(false)
  const more = useInfiniteQuery({
    queryKey: recordsKey(object.name, 'column', filter, q),
    queryFn: ({ pageParam, signal }) => {
      const query = { fields: board.fields, limit: cardsAtATime, cursor: pageParam ?? '' }
      return listRecords(object.name, { ...query, ...(filter ? { filter } : {}), ...(q ? { q } : {}) }, signal)
    },
    initialPageParam: column.next,
    getNextPageParam: (page) => page.next,
    enabled: wanted && column.next !== null,
  })

  // A card that was moved away lets the next one slip onto the first page, while it still stands on the second.
  const loaded = [
    ...new Map(
      [...column.data, ...(more.data?.pages.flatMap((page) => page.data) ?? [])].map((row) => [row.id, row]),
    ).values(),
  ]
  const here = loaded.filter(({ id }) => (moves.get(id)?.to ?? key) === key)
  const arrived = [...moves.values()].filter(({ to, row }) => to === key && !here.some(({ id }) => id === row.id))
  const rows = [...arrived.map(({ row }) => row), ...here]
  const left = Math.max(0, column.count - loaded.length)
  const hasMore = wanted && more.data ? more.hasNextPage : column.next !== null
  const sum = column.sum ? shortMoney(column.sum, language, workspace.currency) : null

  return (
    <section ref={ref} className="board-column" data-over={over || undefined} aria-label={column.label}>
      <header>
        <h2>
          {column.label} <span className="muted">{say('board.count', { count: column.count })}</span>
        </h2>
        {sum ? <p className="muted">{sum}</p> : null}
      </header>
      <div className="board-cards">
        {rows.map((row) => (
          <DraggableCard
            key={row.id}
            object={object}
            row={row}
            column={key}
            columns={board.columns ?? []}
            move={moves.get(row.id)}
            onMove={onMove}
            onFill={onFill}
            onForget={onForget}
          />
        ))}
        {rows.length === 0 && column.count === 0 ? <p className="board-empty">{say('board.empty')}</p> : null}
        {more.error ? <ErrorPanel error={more.error} retry={() => void more.refetch()} /> : null}
        {hasMore && left > 0 ? (
          <Button
            block
            type="text"
            size="small"
            loading={more.isFetching}
            onClick={() => (wanted ? void more.fetchNextPage() : setWanted(true))}
          >
            {say('board.more', { count: left })}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
