import { defineCell } from '#web/field-view.tsx'

/** Only where its result is of no known kind; else `web/fields.ts` shows it as that kind. */
export const cell = defineCell({ text: String, width: 130 })
