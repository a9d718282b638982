import { defineError } from '../../errors.ts'
import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'

export const NotUrl = defineError(
  'field.notUrl',
  422,
  '不是有效的网址,应以 http:// 或 https:// 开头,例如 https://www.example.com',
  'Not a valid web address; it should begin with http:// or https://',
)

const LENGTH = 2048

/** A web address (http or https) in the form browsers normalise it to; https:// is added where no scheme is given. */
export const url = defineKind<string>({
  name: 'url',
  label: { 'zh-CN': '网址', en: 'Web address' },
  column: 'text',
  operators: ['eq', 'ne', 'contains', 'startsWith', 'empty'],
  sortable: true,
  groupable: false,
  parse(input) {
    const text = cleanText(input).trim()
    // A colon that is not before a port ends a scheme.
    const scheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)
    // Browsers drop tabs and line ends inside an address; nobody means them.
    const parsed = /[\s\p{Cc}]/u.test(text) ? null : URL.parse(scheme ? text : `https://${text}`)
    // javascript: and data: would run when clicked.
    if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) throw NotUrl()
    if (!scheme && !/[.:]/.test(parsed.hostname)) throw NotUrl()
    if (parsed.href.length > LENGTH) throw NotUrl()
    return parsed.href
  },
  schema: () => ({ type: 'string', format: 'uri', maxLength: LENGTH }),
  fromText: (cell) => cell,
  toText: (address) => address,
})
