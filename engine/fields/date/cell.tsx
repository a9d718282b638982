import { defineCell } from '#web/field-view.tsx'
import { dateText } from '#web/i18n/format-date.ts'

export const cell = defineCell({
  Cell: ({ value }) => <time dateTime={String(value)}>{dateText(String(value))}</time>,
  text: String,
  parse(text) {
    const [, year, month, day] = /^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$/.exec(text.trim()) ?? []
    return year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : undefined
  },
  width: 110,
})
