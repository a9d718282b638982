import { defineCell } from '#web/field-view.tsx'
import { cellOf } from '#web/fields.ts'

/** Shown as the kind of its result. */
export const cell = defineCell({
  Cell({ value, field }) {
    const { Cell } = cellOf({ ...field, kind: field.result ?? 'text' })
    return <Cell value={value} field={field} />
  },
  text: (value, field) => cellOf({ ...field, kind: field.result ?? 'text' }).text(value, field),
  width: 130,
})
