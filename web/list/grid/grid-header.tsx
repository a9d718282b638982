import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react'
import { cellOf } from '../../fields.ts'
import { useSay } from '../../i18n/language.ts'
import { narrowest, nextSort, readSort, widest, writeColumns } from '../list-search.ts'
import type { Column, List } from '../use-list.ts'
import type { Pages } from '../use-pages.ts'
import type { Selection } from '../use-selection.ts'

/** Names of the columns: click to sort, drag the edge (or Shift and arrows on it) to size. */
export const GridHeader = ({
  list,
  pages,
  selection,
  style,
}: {
  list: List
  pages: Pages
  selection: Selection
  style: CSSProperties
}) => {
  const say = useSay()
  const sorts = readSort(list.sort)
  const { loaded } = pages
  const all = selection.every || (loaded.length > 0 && loaded.every(({ id }) => selection.ids.has(id)))
  const some = !all && loaded.some(({ id }) => selection.ids.has(id))

  return (
    <div className="grid-header" role="row" aria-rowindex={1} style={style}>
      <div className="grid-check" role="columnheader" aria-colindex={1}>
        <input
          type="checkbox"
          aria-label={say('list.selectAll')}
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = some
          }}
          onChange={() => (all ? selection.clear() : selection.add(loaded))}
        />
      </div>
      {list.columns.map((column, at) => {
        const { field } = column
        const sort = sorts.find((part) => part.field === field.name)
        const next = nextSort(list.sort, field.name)
        const title =
          next === undefined
            ? say('list.sortNone', { column: field.label })
            : say(next.startsWith('-') ? 'list.sortDesc' : 'list.sortAsc', { column: field.label })
        return (
          <div
            key={field.name}
            role="columnheader"
            aria-colindex={at + 2}
            aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : undefined}
            className="grid-head"
            data-align={cellOf(field).align}
            data-frozen={at === 0 ? true : undefined}
          >
            {field.sortable ? (
              <button type="button" title={title} onClick={() => list.change({ sort: next })}>
                {field.label}
                {sort ? sort.descending ? <ArrowDownOutlined /> : <ArrowUpOutlined /> : null}
              </button>
            ) : (
              <span>{field.label}</span>
            )}
            <ColumnEdge column={column} list={list} />
          </div>
        )
      })}
    </div>
  )
}

const ColumnEdge = ({ column, list }: { column: Column; list: List }) => {
  const say = useSay()
  const resize = (width: number) => {
    const px = Math.max(narrowest, Math.min(widest, Math.round(width)))
    const columns = list.columns.map((one) => ({
      name: one.field.name,
      ...(one === column ? { width: px } : one.width === undefined ? {} : { width: one.width }),
    }))
    list.change({ cols: writeColumns(columns) })
  }
  const widthOf = (edge: Element) => edge.parentElement?.getBoundingClientRect().width ?? 0
  const drag = (down: PointerEvent<HTMLElement>) => {
    down.preventDefault()
    const edge = down.currentTarget
    const width = widthOf(edge)
    edge.setPointerCapture(down.pointerId)
    edge.onpointerup = (up) => {
      edge.onpointerup = null
      resize(width + up.clientX - down.clientX)
    }
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    resize(widthOf(event.currentTarget) + step)
  }
  return (
    <span
      className="grid-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={say('list.columnWidth', { column: column.field.label })}
      aria-valuenow={column.width ?? cellOf(column.field).width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={-1}
      onPointerDown={drag}
      onKeyDown={press}
      onClick={(event) => event.stopPropagation()}
    />
  )
}
