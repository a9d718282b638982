import { form } from './en/form.ts'
import { list } from './en/list.ts'
import { record } from './en/record.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import type { Messages } from './messages.ts'
import type { zhCN } from './zh-CN.ts'

export const en: Messages<typeof zhCN> = { ...shell, ...list, ...record, ...form, ...settings }
