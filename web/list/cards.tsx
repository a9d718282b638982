import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { recordTitle } from '../api/record-title.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { EditorsNote } from '../live/editors-note.tsx'
import { attentionOf } from '../ui/attention.ts'
import { ObjectBadge } from '../ui/object-badge.tsx'
import { Spine } from '../ui/spine.tsx'
import type { List } from './use-list.ts'
import type { Pages } from './use-pages.ts'

/** px; a card has a title and two lines. */
const cardHeight = 92
/** Fields on a card besides the title. */
const shownFields = 4

/** The list under a thumb: one card for each record, drawn as they come into sight. */
export const Cards = ({
  list,
  pages,
  onRange,
}: {
  list: List
  pages: Pages
  onRange: (first: number, last: number) => void
}) => {
  const { object, columns } = list
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not used here
  const cards = useVirtualizer({
    count: pages.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight,
    overscan: 6,
  })
  const shown = cards.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  const details = columns
    .filter(({ field }) => field.name !== object.title && field.kind !== 'serial')
    .slice(0, shownFields)

  return (
    <div ref={scroller} className="cards">
      <div role="list" aria-label={object.plural} style={{ height: cards.getTotalSize(), position: 'relative' }}>
        {shown.map(({ index, start }) => {
          const row = pages.row(index)
          return (
            <div
              key={index}
              role="listitem"
              className="card"
              style={{ transform: `translateY(${start}px)`, height: cardHeight }}
            >
              {row ? (
                <Link to="/o/$object/$id" params={{ object: object.name, id: row.id }} search={{ tab: undefined }}>
                  <Spine why={attentionOf(object, row)} />
                  <span className="card-title">
                    <ObjectBadge object={object} />
                    <strong>{recordTitle(object, row)}</strong>
                    <EditorsNote id={row.id} />
                  </span>
                  <span className="card-details">
                    {details.map(({ field }) => {
                      const value = row[field.name]
                      const { Cell } = cellOf(field)
                      return isEmpty(value) ? null : (
                        <span key={field.name} title={field.label}>
                          <Cell value={value} field={field} />
                        </span>
                      )
                    })}
                  </span>
                </Link>
              ) : (
                <i className="grid-waiting" />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
