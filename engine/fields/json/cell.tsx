import { defineCell } from '#web/field-view.tsx'

export const cell = defineCell({ text: (value) => JSON.stringify(value), width: 200 })
