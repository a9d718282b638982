import { defineCell } from '#web/field-view.tsx'
import { referenceText } from '#web/ui/reference-text.tsx'

export const cell = defineCell({
  text: (value) => (Array.isArray(value) ? value.map(referenceText).join('、') : referenceText(value)),
  width: 180,
})
