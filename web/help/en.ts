import type { HelpText, HelpTopic } from './topic.ts'
import { account } from './en/account.ts'
import { settings } from './en/settings.ts'
import { work } from './en/work.ts'

export const help: Readonly<Record<HelpTopic, HelpText>> = { ...work, ...account, ...settings }
