import { type CSSProperties, memo } from 'react'
import type { ObjectMeta } from '../../api/metadata.ts'
import type { RecordData } from '../../api/records.ts'
import { isEmpty } from '../../field-view.tsx'
import { cellOf } from '../../fields.ts'
import { t } from '../../i18n/language.ts'
import { EditorsNote } from '../../live/editors-note.tsx'
import { attentionOf } from '../../ui/attention.ts'
import { PeekIcon } from '../../ui/peek-icon.tsx'
import { Spine } from '../../ui/spine.tsx'
import { CellEditor, type Finish } from './cell-editor.tsx'
import { CellProblem } from './cell-problem.tsx'
import type { CellEdits, RowMarks } from './use-cell-edits.ts'
import type { Column } from '../use-list.ts'

/** The grid points to its active cell by this id. */
export const cellId = (row: number, col: number): string => `cell-${row}-${col}`

interface GridRowProps {
  readonly at: number
  readonly start: number
  readonly style: CSSProperties
  readonly row: RecordData | undefined
  readonly object: ObjectMeta
  readonly columns: readonly Column[]
  readonly title: string
  readonly selected: boolean
  readonly peeked: boolean
  /** -1 where the cursor is in another row. */
  readonly activeCol: number
  readonly editing: boolean
  readonly blockLeft: number
  readonly blockRight: number
  readonly marks: RowMarks | undefined
  onToggle(row: RecordData): void
  readonly onFinish: Finish
  readonly onResolve: CellEdits
}

/** One record. Clicks and keys are handled by the grid; the row only draws. */
const Row = (props: GridRowProps) => {
  const { at, row, object, columns, marks } = props
  const frame = {
    className: 'grid-row',
    role: 'row',
    'aria-rowindex': at + 2,
    style: { ...props.style, transform: `translateY(${props.start}px)` },
  }
  if (row === undefined) {
    return (
      <div {...frame} aria-busy="true">
        <div className="grid-check" role="gridcell" />
        {columns.map(({ field }) => (
          <div key={field.name} className="grid-cell" role="gridcell">
            <i className="grid-waiting" />
          </div>
        ))}
      </div>
    )
  }
  return (
    <div {...frame} aria-selected={props.selected} data-peeked={props.peeked || undefined}>
      <div className="grid-check" role="gridcell" aria-colindex={1}>
        <Spine why={attentionOf(object, row)} />
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('list.selectRow', { title: props.title })}
          checked={props.selected}
          onChange={() => props.onToggle(row)}
        />
      </div>
      {columns.map(({ field }, col) => {
        const active = col === props.activeCol
        const mark = marks?.[field.name]
        const value = row[field.name]
        const view = cellOf(field)
        const isTitle = field.name === object.title
        const content = isEmpty(value) ? <span className="muted">—</span> : <view.Cell value={value} field={field} />
        return (
          <div
            key={field.name}
            id={cellId(at, col)}
            role="gridcell"
            aria-colindex={col + 2}
            className="grid-cell"
            data-row={at}
            data-col={col}
            data-active={active || undefined}
            data-block={(col >= props.blockLeft && col <= props.blockRight) || undefined}
            data-state={mark?.state}
            data-align={view.align}
            data-frozen={col === 0 || undefined}
            aria-invalid={mark && mark.state !== 'saving' ? true : undefined}
          >
            {active && props.editing ? (
              <CellEditor object={object.name} id={row.id} field={field} value={value} onFinish={props.onFinish} />
            ) : isTitle ? (
              <>
                <a data-open href={`/o/${object.name}/${row.id}`} tabIndex={-1}>
                  {content}
                </a>
                <EditorsNote id={row.id} />
                <button
                  type="button"
                  data-peek
                  className="grid-peek"
                  tabIndex={-1}
                  aria-label={t('list.peek', { title: props.title })}
                >
                  <PeekIcon />
                </button>
              </>
            ) : (
              content
            )}
            {active && mark && mark.state !== 'saving' ? (
              <CellProblem row={row} field={field} mark={mark} edits={props.onResolve} />
            ) : null}
          </div>
        )
      })}
    </div>
  )
}

/** Functions given by the grid are new on each drawing but do the same, so only what is shown is compared. */
export const GridRow = memo(
  Row,
  (before, after) =>
    shownProps.every((name) => before[name] === after[name]) && !after.editing && after.activeCol === -1,
)

const shownProps = [
  'at',
  'start',
  'row',
  'object',
  'columns',
  'title',
  'selected',
  'peeked',
  'activeCol',
  'editing',
  'blockLeft',
  'blockRight',
  'marks',
] as const
