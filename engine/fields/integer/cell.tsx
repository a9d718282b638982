import { defineCell } from '#web/field-view.tsx'
import { groupDigits } from '#web/i18n/format-number.ts'

export const cell = defineCell({
  Cell: ({ value }) => <>{groupDigits(String(value))}</>,
  text: String,
  parse(text) {
    const digits = text.replace(/[,\s]/g, '')
    return /^-?\d+$/.test(digits) ? Number(digits) : undefined
  },
  align: 'end',
  width: 110,
})
