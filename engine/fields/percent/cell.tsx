import { defineCell } from '#web/field-view.tsx'

export const cell = defineCell({
  text: (value) =>
    `${String(value)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')}%`,
  parse: (text) => text.replace(/[%％\s]/g, ''),
  align: 'end',
  width: 90,
})
