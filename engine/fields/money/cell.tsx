import { defineCell } from '#web/field-view.tsx'
import { moneyDigits } from '#web/i18n/format-number.ts'

export const cell = defineCell({
  Cell: ({ value }) => <>{moneyDigits(String(value))}</>,
  text: String,
  // The server knows 1.2万 and 3亿; only what spreadsheets add is taken away here.
  parse: (text) => text.replace(/[¥￥$,\s]/g, ''),
  align: 'end',
  width: 140,
})
