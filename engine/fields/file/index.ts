import { defineKind } from '../kind.ts'
import { parseList } from '../parse-list.ts'
import { idSchema, parseId } from '../ref/parse-id.ts'

const MOST = 50

/** Ids of uploaded files, in the order in which people put them. */
export const file = defineKind<readonly string[]>({
  name: 'file',
  label: { 'zh-CN': '附件', en: 'Files' },
  column: 'uuid[]',
  operators: ['empty'],
  sortable: false,
  groupable: false,
  parse: (input) => parseList(input, MOST, parseId),
  parseElement: parseId,
  schema: () => ({ type: 'array', items: idSchema, maxItems: MOST, uniqueItems: true }),
  fromText: (cell) => cell,
  toText: (ids) => ids.join('、'),
})
