import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { idSchema, parseId } from '../ref/parse-id.ts'

/** A department. Whether it exists is the database's to say. */
export const department = defineKind<Id>({
  name: 'department',
  label: { 'zh-CN': '部门', en: 'Department' },
  column: 'uuid',
  operators: ['eq', 'ne', 'in', 'notIn', 'empty'],
  sortable: true,
  groupable: true,
  parse: parseId,
  schema: () => idSchema,
  fromText: (cell) => cell,
  toText: (id) => id,
})
