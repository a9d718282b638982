import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import type { FieldMeta } from '../../api/metadata.ts'
import { isEmpty } from '../../field-view.tsx'
import { cellOf } from '../../fields.ts'
import { useSay } from '../../i18n/language.ts'
import { useEditing } from '../../live/use-editing.ts'

export const FieldInput = lazy(() =>
  import('../../form/field-input.tsx').then((module) => ({ default: module.FieldInput })),
)
/** Inputs come over the wire while the list is first read, so that the first edit opens at once. */
export const preloadInputs = (): void => void import('../../form/field-input.tsx')

/** Ends an edit: with the value to save, or undefined to leave all as it was. */
export type Finish = (value: unknown, then: 'down' | 'right' | 'left' | 'stay') => void

/** A field's input in its cell. Enter and Tab save and move on, Esc leaves it; leaving the cell saves. */
export const CellEditor = ({
  object,
  id,
  field,
  value,
  onFinish,
}: {
  object: string
  id: string
  field: FieldMeta
  value: unknown
  onFinish: Finish
}) => {
  const say = useSay()
  useEditing(object, id)
  const [now, setNow] = useState(value)
  const done = useRef(false)
  const finish = (next: unknown, then: Parameters<Finish>[1]) => {
    if (done.current) return
    done.current = true
    const same = JSON.stringify(next ?? null) === JSON.stringify(value ?? null) || (isEmpty(next) && isEmpty(value))
    onFinish(same ? undefined : next, then)
  }
  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const choosing = event.target instanceof Element && event.target.closest('.ant-select-open') !== null
    if (event.key === 'Escape') finish(undefined, 'stay')
    else if (event.key === 'Tab') {
      event.preventDefault()
      finish(now, event.shiftKey ? 'left' : 'right')
    } else if (event.key === 'Enter' && !choosing && !(field.kind === 'longText' && event.shiftKey)) {
      event.preventDefault()
      finish(now, 'down')
    }
  }
  return (
    <div
      className="cell-editor"
      onKeyDown={press}
      onBlur={(event) => {
        const to = event.relatedTarget
        if (to instanceof Element && (event.currentTarget.contains(to) || to.closest('.ant-select-dropdown'))) return
        if (to !== null || !cellOf(field).picks) finish(now, 'stay')
      }}
    >
      <Suspense fallback={null}>
        <FieldInput
          id={`edit-${field.name}`}
          label={say('record.editField', { field: field.label })}
          field={field}
          value={now}
          autoFocus
          inline
          onChange={(next) => {
            setNow(next)
            if (cellOf(field).picks) finish(next, 'stay')
          }}
        />
      </Suspense>
    </div>
  )
}
