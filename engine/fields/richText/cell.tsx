import { defineCell } from '#web/field-view.tsx'
import { plainText } from '#web/ui/rich-text/rich-text.tsx'

export const cell = defineCell({ text: (value) => plainText(String(value)), width: 260 })
