import { parseArgs } from 'node:util'
import type { Context } from '#engine'
import type { Services } from '../services.ts'
import { setUserActive, setUserPassword } from '../user-logins.ts'
import { exitCode, type Command } from './command.ts'
import { inCompany } from './open-office.ts'
import { addByHand } from './user/add-by-hand.ts'
import { findUser, listUsers, tableOf } from './user/list-users.ts'
import { newPassword } from './user/new-password.ts'

export const command: Command = {
  help: `zhike user list [--json]
zhike user add <邮箱> --name 姓名 [--role 角色标识 …] [--department 部门名称] [--password 密码] [--json]
zhike user password <邮箱> [--password 密码] [--json]
zhike user disable|enable <邮箱> [--json]

在服务器上管理员工的登录账号,不需要登录。不给 --password 时生成一个并显示一次。
角色标识:administrator、manager、sales、marketer、service、reader、auditor、security,或自建角色的标识;默认 sales。
修改会写入审计,操作人为系统。

Manages the logins of users on the server itself. Without --password one is made and shown once.
  --role   keys of roles, sales by default; may be given several times`,

  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string', multiple: true, default: ['sales'] },
        department: { type: 'string' },
        password: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const [verb = '', email = '', ...more] = positionals
    const work = verbs[verb]
    const complete = verb === 'list' ? !email : email !== '' && (verb !== 'add' || values.name)
    if (!work || !complete || more.length > 0) {
      console.error(command.help)
      return exitCode.usage
    }
    const { text, data } = await inCompany('命令行 zhike user', (services, ctx) => work(services, ctx, email, values))
    console.log(values.json ? JSON.stringify(data, null, 2) : text)
    return exitCode.ok
  },
}

interface Values {
  readonly name?: string | undefined
  readonly role: readonly string[]
  readonly department?: string | undefined
  readonly password?: string | undefined
}

/** What to say, for people and for programs. */
interface Said {
  readonly text: string
  readonly data: unknown
}

const verbs: Record<string, (services: Services, ctx: Context, email: string, values: Values) => Promise<Said>> = {
  async list(_, ctx) {
    const users = await listUsers(ctx)
    return { text: tableOf(users), data: users }
  },
  async add(services, ctx, email, { name = '', role, department, password }) {
    const shown = password ?? newPassword()
    const id = await addByHand(services, ctx, { email, name, roles: role, department, password: shown })
    return {
      text: `已新增 Added: ${name} <${email}>${told(password, shown)}`,
      data: { id, email, ...(password ? {} : { password: shown }) },
    }
  },
  async password(services, ctx, email, { password }) {
    const shown = password ?? newPassword()
    const { id } = await findUser(ctx, email)
    await setUserPassword(services, ctx, id, shown)
    return {
      text: `密码已重设,原有登录全部失效  Password set: ${email}${told(password, shown)}`,
      data: { id, email, ...(password ? {} : { password: shown }) },
    }
  },
  disable: (services, ctx, email) => setActive(services, ctx, email, false),
  enable: (services, ctx, email) => setActive(services, ctx, email, true),
}

const setActive = async (services: Services, ctx: Context, email: string, active: boolean): Promise<Said> => {
  const { id } = await findUser(ctx, email)
  await setUserActive(services, ctx, id, active)
  return { text: `${active ? '已启用 Enabled' : '已停用 Disabled'}: ${email}`, data: { id, email, active } }
}

const told = (given: string | undefined, shown: string) =>
  given ? '' : `\n密码(只显示这一次)  Password, shown this once: ${shown}`
