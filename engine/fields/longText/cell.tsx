import { defineCell } from '#web/field-view.tsx'

export const cell = defineCell({
  text: String,
  parse: (text) => text,
  width: 260,
})
