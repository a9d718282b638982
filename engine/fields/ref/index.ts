import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { pointing } from './pointing.ts'

/** One record of the object that the field points to. */
export const ref = defineKind<Id>({ ...pointing, name: 'ref', label: { 'zh-CN': '关联记录', en: 'Reference' } })
