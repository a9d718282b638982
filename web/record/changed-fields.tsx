import type { FieldChange } from '../api/changes.ts'
import { isEmpty } from '../field-view.tsx'
import { useSay } from '../i18n/language.ts'

const text = (shown: string | undefined, value: unknown) =>
  shown ?? (isEmpty(value) ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

/** Field by field: what it was and what it became. */
export const ChangedFields = ({ changes }: { changes: readonly FieldChange[] }) => {
  const say = useSay()
  return (
    <ul className="changed-fields">
      {changes.map((change) => {
        const before = text(change.oldText, change.old)
        const after = text(change.newText, change.new)
        return (
          <li key={change.field}>
            <span className="muted">{change.label}</span>
            {before ? <del aria-label={say('history.from')}>{before}</del> : null}
            <span aria-hidden="true">→</span>
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
