import { defineCell } from '#web/field-view.tsx'
import { phoneText } from '#web/ui/phone-text.ts'

export const cell = defineCell({
  text: (value) => phoneText(String(value)),
  parse: (text) => text.trim(),
  width: 140,
})
