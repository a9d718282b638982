import type { HelpText, HelpTopic } from './topic.ts'
import { account } from './zh-CN/account.ts'
import { settings } from './zh-CN/settings.ts'
import { work } from './zh-CN/work.ts'

export const help: Readonly<Record<HelpTopic, HelpText>> = { ...work, ...account, ...settings }
