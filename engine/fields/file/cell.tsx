import { defineCell } from '#web/field-view.tsx'
import { t } from '#web/i18n/language.ts'

export const cell = defineCell({
  text: (value) => t('cell.files', { count: Array.isArray(value) ? value.length : 1 }),
  width: 110,
})
