import type { ReactNode } from 'react'
import type { FieldChange } from '../api/changes.ts'
import { fieldOf, type ObjectMeta } from '../api/metadata.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'
import { ValueText } from './value-text.tsx'

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
  const shown = (field: string, value: unknown, title: string | undefined): ReactNode => {
    if (title !== undefined) return title
    if (isEmpty(value)) return null
    const meta = object && fieldOf(object, field)
    if (meta) return <ValueText value={value} field={meta} />
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return (
    <ul className="changed-fields">
      {changes.map((change) => {
        const before = shown(change.field, change.old, change.oldTitle)
        const after = shown(change.field, change.new, change.newTitle)
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
