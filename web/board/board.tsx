import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { ApiError, reasonOf } from '../api/api-error.ts'
import { fieldOf } from '../api/metadata.ts'
import type { RecordData } from '../api/records.ts'
import type { List } from '../list/use-list.ts'
import { useSay } from '../i18n/language.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { askedBy } from '../stages/asked-by.ts'
import { moveRecord } from '../stages/move-record.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { BoardColumn } from './board-column.tsx'
import { FrameChoice } from './frame-choice.tsx'
import { useBoard } from './use-board.ts'
import './board.css'

/** A move that waits for the server, or that it refused: the card stays where it was put, with the sentence. */
export interface Move {
  readonly row: RecordData
  readonly from: string
  readonly to: string
  readonly refusal?: string
  /** What the server asks for before the card may stand here. */
  readonly refused?: unknown
}

/** Records in the columns of their stage. Moving by mouse, keyboard and menu is one and the same. */
export const Board = ({ list }: { list: List }) => {
  const say = useSay()
  const navigate = useNavigate()
  const { object } = list
  const board = useBoard(list)
  const { columns, error, retry } = board
  const [moves, setMoves] = useState<ReadonlyMap<string, Move>>(new Map())
  const group = object.board?.group ?? ''
  const field = fieldOf(object, group)

  /** Notes a move, or that there is none; what a move led to only where it has not been moved on meanwhile. */
  const note = (id: string, move: Move | null, ledTo?: string) =>
    setMoves((before) => {
      if (ledTo !== undefined && before.get(id)?.to !== ledTo) return before
      const after = new Map(before)
      if (move === null) after.delete(id)
      else after.set(id, move)
      return after
    })
  const put = async (row: RecordData, to: string, values: object = {}) => {
    const column = columns?.find(({ value }) => value === to)
    if (column) await moveRecord(object, row, column, values)
    note(row.id, null, to)
  }
  const move = async (row: RecordData, from: string, to: string) => {
    const last = moves.get(row.id)
    const underWay = last !== undefined && !last.refusal && !last.refused
    if (from === to && !underWay) return note(row.id, null)
    note(row.id, { row, from, to })
    try {
      await put(row, to)
    } catch (refused) {
      if (askedBy(object, refused)) return note(row.id, { row, from, to, refused }, to)
      const known = refused instanceof ApiError && refused.status !== 0
      note(row.id, { row, from, to, refusal: known ? reasonOf(refused) : say('error.offlineDo') }, to)
    }
  }
  const press = (event: KeyboardEvent) => {
    const card = (event.target as Element).closest<HTMLElement>('[data-card]')
    if (card === null || event.target !== card || event.defaultPrevented) return
    if (focusNeighbour(card, event.key)) event.preventDefault()
    else if (event.key === 'Enter') {
      const id = card.dataset['card'] ?? ''
      if (event.shiftKey) list.change({ peek: id })
      else void navigate({ to: '/o/$object/$id', params: { object: object.name, id }, search: { tab: undefined } })
    }
  }

  if (error) return <ErrorPanel error={error} retry={retry} />
  if (columns === undefined || field === undefined) return <Skeleton rows={10} />
  return (
    <>
      <FrameChoice list={list} board={board} />
      <div
        className="board"
        role="group"
        // Without cards nothing in it takes the keyboard that scrolls it.
        tabIndex={0}
        aria-label={object.plural}
        aria-description={say('board.dragHint')}
        onKeyDown={press}
      >
        {columns.map((column) => (
          <BoardColumn
            key={column.value}
            list={list}
            board={board}
            column={column}
            moves={moves}
            onMove={move}
            onFill={put}
            onForget={(id) => note(id, null)}
          />
        ))}
      </div>
    </>
  )
}

/** Arrow keys go to the next card of the column, or to the same height of the next column that has cards. */
const focusNeighbour = (card: HTMLElement, key: string): boolean => {
  const column = card.closest('.board-column')
  const columns = [...(column?.parentElement?.children ?? [])]
  const cardsOf = (one: Element | null | undefined) => [...(one?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
  const mine = cardsOf(column)
  const at = mine.indexOf(card)
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key]
  let next: HTMLElement | undefined
  if (key === 'ArrowDown') next = mine[at + 1]
  else if (key === 'ArrowUp') next = mine[at - 1]
  else if (across !== undefined && column) {
    for (let to = columns.indexOf(column) + across; columns[to]; to += across) {
      const cards = cardsOf(columns[to])
      next = cards[Math.min(at, cards.length - 1)]
      if (next) break
    }
  } else return false
  next?.focus()
  return true
}
