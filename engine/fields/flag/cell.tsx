import { defineCell } from '#web/field-view.tsx'
import { t } from '#web/i18n/language.ts'

const yes = new Set(['是', '有', '√', 'true', '1', 'yes', 'y'])
const no = new Set(['否', '无', '×', 'false', '0', 'no', 'n'])

export const cell = defineCell({
  text: (value) => (value === true ? t('common.yes') : t('common.no')),
  parse(text) {
    const word = text.trim().toLowerCase()
    return yes.has(word) ? true : no.has(word) ? false : undefined
  },
  width: 90,
  picks: true,
})
