import { defineCell } from '#web/field-view.tsx'

export const cell = defineCell({
  Cell: ({ value }) => <span className="muted">{String(value)}</span>,
  text: String,
  width: 130,
})
