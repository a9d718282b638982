import { account } from './en/account.ts'
import { form } from './en/form.ts'
import { help } from './en/help.ts'
import { list } from './en/list.ts'
import { record } from './en/record.ts'
import { schema } from './en/schema.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { transfer } from './en/transfer.ts'
import { webhooks } from './en/webhooks.ts'
import type { Messages } from './messages.ts'
import type { zhCN } from './zh-CN.ts'

export const en: Messages<typeof zhCN> = {
  ...shell,
  ...account,
  ...list,
  ...record,
  ...form,
  ...help,
  ...settings,
  ...schema,
  ...transfer,
  ...webhooks,
}
