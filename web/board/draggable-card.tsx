import { EllipsisOutlined } from '@ant-design/icons'
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Button } from 'antd'
import { type KeyboardEvent, lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import { allowed, type RecordData } from '../api/records.ts'
import { useSay } from '../i18n/language.ts'
import type { Move } from './board.tsx'
import { Menu } from '../ui/overlay/menu.tsx'
import { Card } from './card.tsx'
import type { BoardColumnData } from './use-board.ts'
import { Link } from '@tanstack/react-router'

const GatePanel = lazy(() => import('../stages/gate-panel.tsx').then((module) => ({ default: module.GatePanel })))

/** What a column is told of the card that is let go over it. */
export interface DraggedCard {
  readonly row: RecordData
  /** Where it stood. */
  readonly column: string
}

/** A card with its three ways to move, and the sentence of the server when it refused one. */
export const DraggableCard = ({
  object,
  row,
  column,
  columns,
  move,
  onMove,
  onFill,
  onForget,
}: {
  object: ObjectMeta
  row: RecordData
  column: string
  columns: readonly BoardColumnData[]
  move: Move | undefined
  onMove: (row: RecordData, from: string, to: string) => void
  onFill: (row: RecordData, to: string, values: object) => Promise<void>
  onForget: (id: string) => void
}) => {
  const say = useSay()
  const ref = useRef<HTMLElement>(null)
  const [dragging, setDragging] = useState(false)
  const held = useEffectEvent((): DraggedCard => ({ row, column: move?.from ?? column }))
  const movable = allowed(object, row, 'update')
  useEffect(
    () =>
      ref.current === null || !movable
        ? undefined
        : draggable({
            element: ref.current,
            getInitialData: () => ({ ...held() }),
            onDragStart: () => setDragging(true),
            onDrop: () => setDragging(false),
          }),
    [movable],
  )
  const title = recordTitle(object, row)
  /** The card is drawn anew in its column; the keyboard goes with it. */
  const keepFocus = () =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${row.id}"]`)?.focus())
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const card = event.target as HTMLElement
    if (step === undefined || !event.shiftKey || card.dataset['card'] !== row.id || !movable) return
    event.preventDefault()
    const to = columns[columns.findIndex(({ value }) => value === column) + step]
    if (to === undefined) return
    onMove(row, move?.from ?? column, to.value)
    keepFocus()
  }
  return (
    <div
      onKeyDown={press}
      className="board-slot"
      data-dragging={dragging || undefined}
      data-waiting={(move && !move.refusal && !move.refused) || undefined}
    >
      <Card ref={ref} object={object} row={row} column={column} />
      {movable ? (
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
      {move?.refused ? (
        <Suspense fallback={null}>
          <GatePanel
            key={move.to}
            object={object}
            row={row}
            stage={columns.find(({ value }) => value === move.to)?.label ?? ''}
            refused={move.refused}
            onMove={(values) => onFill(row, move.to, values).then(keepFocus)}
            onCancel={() => {
              onForget(row.id)
              keepFocus()
            }}
          />
        </Suspense>
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
