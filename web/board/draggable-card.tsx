import { EllipsisOutlined } from '@ant-design/icons'
import { useDraggable } from '@dnd-kit/react'
import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import type { RecordData } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import type { Move } from './board.tsx'
import { Menu } from '../ui/menu.tsx'
import { Card } from './card.tsx'
import type { BoardColumnData } from './use-board.ts'
import { Link } from '@tanstack/react-router'

/** A card with its three ways to move, and the sentence of the server when it refused one. */
export const DraggableCard = ({
  object,
  row,
  column,
  columns,
  move,
  onMove,
  onForget,
}: {
  object: ObjectMeta
  row: RecordData
  column: string
  columns: readonly BoardColumnData[]
  move: Move | undefined
  onMove: (row: RecordData, from: string, to: string) => void
  onForget: (id: string) => void
}) => {
  const say = useSay()
  const { ref, isDragging } = useDraggable({ id: row.id, data: { row, column }, disabled: !object.rights.update })
  const title = recordTitle(object, row)
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const card = event.target as HTMLElement
    if (step === undefined || !event.shiftKey || card.dataset['card'] !== row.id || !object.rights.update) return
    event.preventDefault()
    const to = columns[columns.findIndex(({ value }) => value === column) + step]
    if (to === undefined) return
    onMove(row, move?.from ?? column, to.value)
    // The card is drawn anew in its column; the keyboard goes with it.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${row.id}"]`)?.focus())
  }
  return (
    <div
      onKeyDown={press}
      className="board-slot"
      data-dragging={isDragging || undefined}
      data-waiting={(move && !move.refusal) || undefined}
    >
      <Card ref={ref} object={object} row={row} column={column} />
      {object.rights.update ? (
        <span className="board-menu" onPointerDown={(event) => event.stopPropagation()}>
          <Menu
            end
            label={say('board.cardMenu', { title })}
            items={columns.map(({ value, label }) => ({
              key: value,
              label,
              group: say('board.moveTo'),
              disabled: value === column,
              run: () => onMove(row, move?.from ?? column, value),
            }))}
            button={
              <button type="button" className="icon-button" aria-label={say('board.cardMenu', { title })}>
                <EllipsisOutlined />
              </button>
            }
          />
        </span>
      ) : null}
      {move?.refusal ? (
        <div className="board-refusal" role="alert">
          <p>{move.refusal}</p>
          <div>
            <Link to="/o/$object/$id" params={{ object: object.name, id: row.id }} search={{ tab: undefined }}>
              {say('common.edit')}
            </Link>
            <Button size="small" onClick={() => onMove(row, move.from, move.to)}>
              {say('common.retry')}
            </Button>
            <Button size="small" type="text" onClick={() => onForget(row.id)}>
              {say('common.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  )
}
