import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { idSchema, parseId } from '../ref/parse-id.ts'

/** A person who signs in. Whether it exists is the database's to say. */
export const user = defineKind<Id>({
  name: 'user',
  label: { 'zh-CN': '用户', en: 'User' },
  column: 'uuid',
  operators: ['eq', 'ne', 'in', 'notIn', 'empty'],
  sortable: true,
  groupable: true,
  parse: parseId,
  schema: () => idSchema,
  fromText: (cell) => cell,
  toText: (id) => id,
})
