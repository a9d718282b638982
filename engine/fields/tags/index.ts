import { defineError } from '../../errors.ts'
import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'
import { parseList, SEPARATORS, splitCell } from '../parse-list.ts'
import { TooLong } from '../text/index.ts'

const MOST = 50
const LENGTH = 30

export const EmptyTag = defineError('field.emptyTag', 422, '标签不能为空', 'A tag cannot be empty')
export const SeparatorInTag = defineError(
  'field.separatorInTag',
  422,
  '标签“{tag}”里不能有逗号、顿号或分号,请拆成几个标签',
  'The tag "{tag}" holds a comma or semicolon; make several tags of it',
)

const parseTag = (input: unknown): string => {
  const tag = cleanText(input).replace(/\s+/gu, ' ').trim()
  if (tag === '') throw EmptyTag()
  const now = [...tag].length
  if (now > LENGTH) throw TooLong({ length: LENGTH, now })
  if (SEPARATORS.test(tag)) throw SeparatorInTag({ tag })
  return tag
}

/** Free words, up to 50 of up to 30 characters, without repetition. */
export const tags = defineKind<readonly string[]>({
  name: 'tags',
  label: { 'zh-CN': '标签', en: 'Tags' },
  column: 'text[]',
  operators: ['hasAny', 'hasAll', 'hasNone', 'empty'],
  sortable: false,
  groupable: false,
  parse: (input) => parseList(input, MOST, parseTag),
  parseElement: parseTag,
  schema: () => ({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: LENGTH },
    maxItems: MOST,
    uniqueItems: true,
  }),
  fromText: splitCell,
  toText: (words) => words.join('、'),
})
