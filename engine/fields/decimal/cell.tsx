import { defineCell } from '#web/field-view.tsx'
import { groupDigits } from '#web/i18n/format-number.ts'

export const cell = defineCell({
  Cell: ({ value }) => <>{groupDigits(String(value))}</>,
  text: String,
  parse: (text) => text.replace(/[,\s]/g, ''),
  align: 'end',
  width: 120,
})
