import { defineError } from '../../errors.ts'
import { cleanText } from '../clean-text.ts'
import { defineKind } from '../kind.ts'

export const NotJson = defineError('field.notJson', 422, '应为 JSON 数据', 'JSON expected')
export const JsonTooLarge = defineError(
  'field.jsonTooLarge',
  422,
  'JSON 数据过大:最多 {length} 个字符、{depth} 层',
  'The JSON is too large: at most {length} characters and {depth} levels',
)

const LENGTH = 200_000
const DEPTH = 32

/** Any JSON, for the engine's own use; people do not edit it. */
export const json = defineKind<unknown>({
  name: 'json',
  label: { 'zh-CN': 'JSON(系统)', en: 'JSON (system)' },
  column: 'jsonb',
  operators: ['empty'],
  sortable: false,
  groupable: false,
  parse(input) {
    const checked = check(input, DEPTH)
    if (JSON.stringify(checked).length > LENGTH) throw tooLarge()
    return checked
  },
  schema: () => ({}),
  fromText(cell) {
    try {
      return JSON.parse(cell)
    } catch {
      throw NotJson()
    }
  },
  toText: (value) => JSON.stringify(value),
})

const tooLarge = () => JsonTooLarge({ length: LENGTH, depth: DEPTH })

/** A copy in which every text can be stored, and which holds nothing that JSON cannot say. */
const check = (value: unknown, depth: number): unknown => {
  if (depth === 0) throw tooLarge()
  if (typeof value === 'string') return cleanText(value)
  if (value === null || typeof value === 'boolean') return value
  // JSON knows no -0: it would come back as 0.
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0
  if (Array.isArray(value)) return value.map((item) => check(item, depth - 1))
  if (typeof value !== 'object' || !isPlain(value)) throw NotJson()
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), check(item, depth - 1)]))
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
