import { defineCell } from '#web/field-view.tsx'
import { ReferenceText, referenceText } from '#web/ui/reference-text.tsx'

export const cell = defineCell({ Cell: ReferenceText, text: referenceText, width: 130, picks: true })
