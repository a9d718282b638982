import { creditCode } from '#shared/credit-code'
import { defineError } from '../../errors.ts'
import { defineKind } from '../kind.ts'
import { cleanText } from '../clean-text.ts'

export const TooLong = defineError(
  'field.tooLong',
  422,
  '最多 {length} 个字,现在有 {now} 个',
  'At most {length} characters, there are {now}',
)
export const BadCreditCode = defineError(
  'field.creditCode',
  422,
  '不是有效的统一社会信用代码:应为 18 位,请核对第 {position} 位附近',
  'Not a valid unified social credit code: 18 characters expected, look near character {position}',
)

/** Characters that nobody sees and that come along from web pages: two names that look the same should be the same. */
const widthless = /[\u200b\u2060\ufeff]/g

/** One line of text, trimmed, in Unicode normal form C. */
export const text = defineKind<string>({
  name: 'text',
  label: { 'zh-CN': '单行文本', en: 'Text' },
  column: 'text',
  operators: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'empty'],
  sortable: true,
  groupable: true,
  collated: true,
  parse(input, field) {
    const line = cleanText(input).replace(widthless, '').replace(/\s+/gu, ' ').trim()
    // Written in groups it is longer than the field.
    if (field.options.format === 'creditCode' && line !== '') {
      const checked = creditCode(line)
      if (!checked.ok) throw BadCreditCode({ position: checked.position })
      return checked.code
    }
    const length = field.options.length ?? 255
    const now = [...line].length
    if (now > length) throw TooLong({ length, now })
    return line
  },
  schema: (field) => ({ type: 'string', maxLength: field.options.length ?? 255 }),
  fromText: (cell) => cell,
  toText: (line) => line,
})
