import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'
import { TooLong } from '../text/index.ts'
import { fromPlainText, plainText, sanitize } from './sanitize.ts'

const LENGTH = 100_000

/** HTML of a small safe set. What is outside it is dropped in silence; a text without any words is ''. */
export const richText = defineKind<string>({
  name: 'richText',
  label: { 'zh-CN': '富文本', en: 'Rich text' },
  column: 'text',
  operators: ['contains', 'empty'],
  sortable: false,
  groupable: false,
  parse(input) {
    const html = cleanText(input)
    if (html.length > LENGTH) throw TooLong({ length: LENGTH, now: html.length })
    const safe = sanitize(html)
    return plainText(safe) === '' ? '' : safe
  },
  schema: () => ({ type: 'string', contentMediaType: 'text/html', maxLength: LENGTH }),
  fromText: fromPlainText,
  toText: plainText,
})
