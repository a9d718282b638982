import { form } from './zh-CN/form.ts'
import { list } from './zh-CN/list.ts'
import { record } from './zh-CN/record.ts'
import { settings } from './zh-CN/settings.ts'
import { shell } from './zh-CN/shell.ts'

/** Written first; `en.ts` is typed against it. */
export const zhCN = { ...shell, ...list, ...record, ...form, ...settings }
export type Key = keyof typeof zhCN
