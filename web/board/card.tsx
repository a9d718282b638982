import type { Ref } from 'react'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { recordTitle } from '../api/record-title.ts'
import type { RecordData } from '../api/records.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { shortMoney } from '../i18n/format-number.ts'
import { currentLanguage } from '../i18n/language.ts'
import { attentionOf } from '../ui/attention.ts'
import { Spine } from '../ui/spine.tsx'

/** What a record shows on the board. Plain elements: two hundred of them are drawn at once. */
export const Card = ({
  object,
  row,
  column,
  ref,
}: {
  object: ObjectMeta
  row: RecordData
  column: string
  ref?: Ref<HTMLElement>
}) => {
  const title = recordTitle(object, row)
  const fields = (object.board?.card ?? []).filter((name) => name !== object.title).map((name) => fieldOf(object, name))
  return (
    <article ref={ref} className="board-card" tabIndex={0} data-card={row.id} data-column={column}>
      <Spine why={attentionOf(object, row)} />
      <h3>{title}</h3>
      <p className="board-card-fields">
        {fields.map((field) => {
          if (field === undefined || isEmpty(row[field.name])) return null
          const { Cell } = cellOf(field)
          const value = row[field.name]
          return (
            <span key={field.name} title={field.label} data-kind={field.kind}>
              {field.kind === 'money' && !field.masked ? (
                shortMoney(String(value), currentLanguage())
              ) : (
                <Cell value={value} field={field} />
              )}
            </span>
          )
        })}
      </p>
    </article>
  )
}
