import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { idSchema, parseId } from './parse-id.ts'

/** One record of the object that the field points to. Whether it exists is the database's to say. */
export const ref = defineKind<Id>({
  name: 'ref',
  label: { 'zh-CN': '关联记录', en: 'Reference' },
  column: 'uuid',
  operators: ['eq', 'ne', 'in', 'notIn', 'empty'],
  sortable: true,
  groupable: true,
  parse: parseId,
  schema: () => idSchema,
  fromText: (cell) => cell,
  toText: (id) => id,
})
