import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'
import { TooLong } from '../text/index.ts'

const LENGTH = 20_000

/** Text of several lines; line ends are '\n', the spaces at its end are cut. */
export const longText = defineKind<string>({
  name: 'longText',
  label: { 'zh-CN': '多行文本', en: 'Long text' },
  column: 'text',
  operators: ['contains', 'empty'],
  sortable: false,
  groupable: false,
  parse(input) {
    const lines = cleanText(input).replace(/\r\n?/g, '\n').trimEnd()
    const now = [...lines].length
    if (now > LENGTH) throw TooLong({ length: LENGTH, now })
    return lines
  },
  schema: () => ({ type: 'string', maxLength: LENGTH }),
  fromText: (cell) => cell,
  toText: (lines) => lines,
})
