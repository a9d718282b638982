import { defineCell } from '#web/field-view.tsx'
import { fromLocalInput, fullMoment, momentText } from '#web/i18n/format-date.ts'

export const cell = defineCell({
  Cell: ({ value }) => <time dateTime={String(value)}>{momentText(String(value))}</time>,
  text: (value) => fullMoment(String(value)),
  parse(text) {
    const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(text.trim()) ?? []
    return date && clock ? fromLocalInput(`${date}T${clock}`) : undefined
  },
  width: 130,
})
