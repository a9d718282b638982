import { account } from './zh-CN/account.ts'
import { form } from './zh-CN/form.ts'
import { help } from './zh-CN/help.ts'
import { list } from './zh-CN/list.ts'
import { record } from './zh-CN/record.ts'
import { schema } from './zh-CN/schema.ts'
import { settings } from './zh-CN/settings.ts'
import { shell } from './zh-CN/shell.ts'
import { transfer } from './zh-CN/transfer.ts'
import { webhooks } from './zh-CN/webhooks.ts'

/** Written first; `en.ts` is typed against it. */
export const zhCN = {
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
export type Key = keyof typeof zhCN
