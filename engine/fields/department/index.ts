import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { pointing } from '../ref/pointing.ts'

/** A department. */
export const department = defineKind<Id>({
  ...pointing,
  name: 'department',
  label: { 'zh-CN': '部门', en: 'Department' },
})
