import { parseArgs } from 'node:util'
import type { Context } from '#engine'
import type { Config } from '#platform/config'
import { removeCompany, type Removed, type Size, sizes } from '../../demo/company/index.ts'
import { exitCode, type Command } from './command.ts'
import { loadDemo } from './load-demo.ts'
import { inCompany, onDatabase, withServices } from './open-office.ts'

export const command: Command = {
  help: `zhike demo [--size s|m|l] [--json]
zhike demo --remove [--json]

装入一家虚构的装备制造公司和它两年的业务:部门与员工、客户、联系人、线索、商机、跟进、任务、评论。
人名、公司、电话都是生成的。装入后显示一次可以登录的示例账号。知客正在运行时也可以执行。
  --size     s 约 200 家客户(默认),m 约 5,000 家(几分钟),l 约 100,000 家(一小时以上)
  --remove   把示例公司的数据移到回收站,并删除示例账号;自己录入的数据保留
  --json     以 JSON 输出

Loads an invented maker of machines with two years of business. Shows the accounts to sign in with, once.
  --size     s about 200 customers (the default), m about 5,000 (minutes), l about 100,000 (over an hour)
  --remove   puts its records into the recycle bin and deletes its logins; what you made yourself stays`,

  async run(args) {
    const { values } = parseArgs({
      args,
      options: { size: { type: 'string', default: 's' }, remove: { type: 'boolean' }, json: { type: 'boolean' } },
    })
    if (!Object.hasOwn(sizes, values.size)) {
      console.error(command.help)
      return exitCode.usage
    }
    const say = values.json ? () => {} : console.log
    if (values.remove) {
      const said = await inCompany('移除示例数据', async ({ auth }, ctx) => {
        const removed = await removeCompany(ctx, auth)
        return values.json ? JSON.stringify(removed, null, 2) : report(removed, ctx)
      })
      console.log(said)
      return exitCode.ok
    }
    const loaded = await onDatabase((config) => demoOn(config, values.size as Size, say))
    if (values.json) console.log(JSON.stringify(loaded, null, 2))
    return exitCode.ok
  },
}

/** Loads the sample company into the database of `config`. */
export const demoOn = (config: Config, size: Size, say: (line: string) => void) =>
  withServices(config, (services) => loadDemo(services, size, say))

const report = ({ removed, kept, logins }: Removed, ctx: Context): string => {
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([object, n]) => `${ctx.object(object).label['zh-CN']} ${n}`)
      .join('、') || '–'
  return [
    `已移到回收站  Moved to the recycle bin: ${counts(removed)}`,
    `被自己的数据引用,保留  Kept, as your own records point to them: ${counts(kept)}`,
    `已删除的登录账号  Deleted logins: ${logins}`,
  ].join('\n')
}
