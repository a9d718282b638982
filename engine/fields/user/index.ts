import type { Id } from '../field.ts'
import { defineKind } from '../kind.ts'
import { pointing } from '../ref/pointing.ts'

/** A person who signs in. */
export const user = defineKind<Id>({ ...pointing, name: 'user', label: { 'zh-CN': '用户', en: 'User' } })
