import type { FieldChange } from '../api/changes.ts'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { cellOf } from '../fields.ts'
import { useSay } from '../i18n/language.ts'

/** The label of a changed field; of one that is no longer seen, its name. */
export const changedLabel = ({ field, label }: FieldChange, object: ObjectMeta | undefined): string =>
  label ?? (object && fieldOf(object, field)?.label) ?? field

/** Field by field: what it was and what it became, as the field itself is shown. */
export const ChangedFields = ({
  changes,
  object,
}: {
  changes: readonly FieldChange[]
  object: ObjectMeta | undefined
}) => {
  const say = useSay()
  const text = (field: string, value: unknown, title: string | undefined) => {
    if (title !== undefined) return title
    if (isEmpty(value)) return ''
    const meta = object && fieldOf(object, field)
    return meta ? cellOf(meta).text(value, meta) : typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return (
    <ul className="changed-fields">
      {changes.map((change) => {
        const before = text(change.field, change.old, change.oldTitle)
        const after = text(change.field, change.new, change.newTitle)
        return (
          <li key={change.field}>
            <span className="muted">{changedLabel(change, object)}</span>
            {before ? <del aria-label={say('history.from')}>{before}</del> : null}
            {before ? <span aria-hidden="true">→</span> : null}
            {after ? (
              <ins aria-label={say('history.to')}>{after}</ins>
            ) : (
              <span className="muted">{say('history.cleared')}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
