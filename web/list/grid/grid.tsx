import { useVirtualizer } from '@tanstack/react-virtual'
import { useNavigate } from '@tanstack/react-router'
import { type MouseEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { fitsCell } from './fits-cell.ts'
import type { FieldMeta } from '../../api/metadata.ts'
import { recordTitle } from '../../api/record-title.ts'
import type { RecordData } from '../../api/records.ts'
import { cellOf } from '../../fields.ts'
import { useSay } from '../../i18n/language.ts'
import { useMyKeys } from '../../shell/keys/my-keys.ts'
import { useRowHeight } from '../../ui/use-row-height.ts'
import { GridHeader } from './grid-header.tsx'
import { gridKeys } from './grid-keys.ts'
import { cellId, GridRow } from './grid-row.tsx'
import { copyBlock, pasteBlock } from './grid-clipboard.ts'
import type { CellEdits } from './use-cell-edits.ts'
import { useGridCursor } from './use-grid-cursor.ts'
import type { List } from '../use-list.ts'
import type { Pages } from '../use-pages.ts'
import type { Selection } from '../use-selection.ts'
import './grid.css'

interface GridProps {
  readonly list: List
  readonly pages: Pages
  /** How many rows the whole list has, once that is known. */
  readonly total: number | undefined
  readonly selection: Selection
  readonly edits: CellEdits
  onRange(first: number, last: number): void
}

/** Width of the column of checkboxes in px. */
const checkWidth = 40

/** Records as a grid that is worked with the keyboard. Only rows in sight are drawn. */
export const Grid = ({ list, pages, total, selection, edits, onRange }: GridProps) => {
  const say = useSay()
  const navigate = useNavigate()
  const { object, columns } = list
  const height = useRowHeight()
  const scroller = useRef<HTMLDivElement>(null)
  const cursor = useGridCursor(pages.count, columns.length)
  const [focused, setFocused] = useState(false)
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not used here
  const rows = useVirtualizer({
    count: pages.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 5,
    scrollPaddingStart: height,
  })
  useEffect(() => rows.measure(), [height, rows])
  const shown = rows.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  const question = JSON.stringify([list.filter, list.sort, list.q])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [question])

  const width = (at: number) => columns[at]?.width ?? (columns[at] ? cellOf(columns[at].field).width : 0)
  /** Columns give way a little before the grid scrolls sideways. */
  const least = (at: number) => columns[at]?.width ?? Math.round(width(at) * 0.8)
  const template = columns
    .map((column, at) => (column.width === undefined ? `minmax(${least(at)}px, ${width(at)}fr)` : `${column.width}px`))
    .join(' ')
  const minWidth = checkWidth + columns.reduce((sum, _column, at) => sum + least(at), 0)
  const style = { gridTemplateColumns: `${checkWidth}px ${template}`, minWidth }

  const active = pages.row(cursor.at.row)
  const activeField = columns[cursor.at.col]?.field
  const open = (row: RecordData) =>
    void navigate({ to: '/o/$object/$id', params: { object: object.name, id: row.id }, search: { tab: undefined } })
  const peek = (row: RecordData | undefined) => row && list.change({ peek: row.id }, list.search.peek !== undefined)
  /** What is edited, as it was when the edit began: what a colleague did to it since is asked about, not written over. */
  const edited = useRef<{ readonly row: RecordData; readonly field: FieldMeta }>(null)
  const edit = () => {
    const field = columns[cursor.at.col]?.field
    if (!active || !field || !fitsCell(object, active, field)) return
    edited.current = { row: active, field }
    cursor.setEditing(true)
  }
  const finish = (value: unknown, then: 'down' | 'right' | 'left' | 'stay') => {
    scroller.current?.focus({ preventScroll: true })
    if (edited.current && value !== undefined) edits.save(edited.current.row, edited.current.field, value)
    cursor.setEditing(false)
    if (then === 'down') cursor.move(1, 0)
    if (then === 'right') cursor.move(0, 1)
    if (then === 'left') cursor.move(0, -1)
  }

  // The side panel follows the cursor, so that ↑↓ leafs through the records.
  const activeId = active?.id
  const peeking = list.search.peek !== undefined
  const follow = useEffectEvent((id: string | undefined) => {
    if (peeking && focused && id && id !== list.search.peek) list.change({ peek: id })
  })
  useEffect(() => follow(activeId), [activeId])
  const { row: atRow, col: atCol } = cursor.at
  const reveal = useEffectEvent((row: number, col: number) => {
    if (focused) rows.scrollToIndex(row)
    document.getElementById(cellId(row, col))?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  useEffect(() => reveal(atRow, atCol), [atRow, atCol])

  const spotOf = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-col]')
    return cell ? { row: Number(cell.dataset['row']), col: Number(cell.dataset['col']) } : null
  }
  const click = (event: MouseEvent) => {
    const target = event.target as Element
    if (target.closest('[role="dialog"], input, .ant-select-dropdown')) return
    const spot = spotOf(event)
    if (spot === null) return
    const row = pages.row(spot.row)
    if (target.closest('[data-peek]')) return peek(row)
    if (target.closest('a[data-open]') && row && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      return open(row)
    }
    if (!(cursor.editing && spot.row === cursor.at.row && spot.col === cursor.at.col)) cursor.go(spot, event.shiftKey)
  }
  const keys = gridKeys({
    cursor,
    pageRows: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2),
    keys: useMyKeys().keys,
    editCell: edit,
    open: () => active && open(active),
    opens: activeField?.name === object.title || !active || !activeField || !fitsCell(object, active, activeField),
    peek: () => peek(active),
    select: () => active && selection.toggle(active),
    selectAll: () => selection.add(pages.loaded),
    undo: edits.undo,
    escape: () => (list.search.peek ? list.change({ peek: undefined }) : selection.clear()),
  })

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={object.plural}
      aria-description={say('list.help')}
      aria-rowcount={total ?? -1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={cellId(cursor.at.row, cursor.at.col)}
      tabIndex={0}
      onFocus={() => setFocused(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocused(false)}
      onKeyDown={keys}
      onClick={click}
      onDoubleClick={(event) => spotOf(event) && edit()}
      onMouseOver={showWhole}
      onCopy={(event) => !cursor.editing && copyBlock(event, cursor.block, list, pages)}
      onPaste={(event) => !cursor.editing && pasteBlock(event, cursor.at, list, pages, edits)}
    >
      <GridHeader list={list} pages={pages} selection={selection} style={style} />
      <div className="grid-body" role="presentation" style={{ height: rows.getTotalSize(), minWidth }}>
        {shown.map(({ index, start }) => {
          const row = pages.row(index)
          const isActive = index === cursor.at.row
          const { top, bottom, left, right } = cursor.block
          const inBlock = index >= top && index <= bottom && (top !== bottom || left !== right)
          return (
            <GridRow
              key={index}
              at={index}
              start={start}
              style={style}
              row={row}
              object={object}
              columns={columns}
              selected={row !== undefined && (selection.every || selection.ids.has(row.id))}
              peeked={row !== undefined && row.id === list.search.peek}
              title={row ? recordTitle(object, row) : ''}
              activeCol={focused && isActive ? cursor.at.col : -1}
              editing={isActive && cursor.editing}
              blockLeft={focused && inBlock ? left : -1}
              blockRight={focused && inBlock ? right : -1}
              marks={row && edits.marks.get(row.id)}
              onToggle={selection.toggle}
              onFinish={finish}
              onResolve={edits}
            />
          )
        })}
      </div>
    </div>
  )
}

/** One delegate for the whole grid: a cell that is cut off shows all of it on hover. */
const showWhole = (event: MouseEvent) => {
  const cell = (event.target as Element).closest<HTMLElement>('.grid-cell')
  if (cell === null) return
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent
  else cell.removeAttribute('title')
}
