import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { parseList } from '../parse-list.ts'
import { idSchema, parseId } from '../ref/parse-id.ts'

const MOST = 1000

/** Several records of the object that the field points to, without repetition. */
export const refs = defineKind<readonly Id[]>({
  name: 'refs',
  label: { 'zh-CN': '多条关联记录', en: 'References' },
  column: 'uuid[]',
  operators: ['hasAny', 'hasAll', 'hasNone', 'empty'],
  sortable: false,
  groupable: false,
  parse: (input) => parseList(input, MOST, parseId),
  parseElement: parseId,
  schema: () => ({ type: 'array', items: idSchema, maxItems: MOST, uniqueItems: true }),
  fromText: (cell) => cell,
  toText: (ids) => ids.join('、'),
})
