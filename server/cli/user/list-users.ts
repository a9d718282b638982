import { type Context, defineError, runList } from '#engine'

export const NoSuchUser = defineError(
  'user.notFound',
  404,
  '没有邮箱为“{email}”的员工',
  'There is no user with the e-mail address “{email}”',
)

export interface ListedUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly department: string | null
  readonly roles: readonly string[]
  readonly active: boolean
  /** Has a login, so that she can sign in. */
  readonly login: boolean
}

/** Every user of the company, by name. */
export const listUsers = (ctx: Context): Promise<ListedUser[]> => {
  const s = `"${ctx.workspace.schema}"`
  return ctx.session.query<ListedUser>(
    `select u.id, u.name, u.email, d.name as department, u.active, m.login is not null as login,
       (select coalesce(json_agg(r.name order by r.name), '[]') from ${s}."role" r where r.id = any(u.roles) and r."deletedAt" is null) as roles
     from ${s}."user" u left join ${s}."department" d on d.id = u.department
       left join zhike.member m on m.user_id = u.id and m.workspace = $1
     where u."deletedAt" is null order by u.name collate "zh-Hans-CN-x-icu", u.email`,
    [ctx.workspace.id],
  )
}

/** Throws NoSuchUser. */
export const findUser = async (ctx: Context, email: string): Promise<{ readonly id: string }> => {
  const { documents } = await runList(ctx, ctx.object('user'), { filter: { email }, fields: ['id'], limit: 1 })
  if (!documents[0]) throw NoSuchUser({ email })
  return JSON.parse(documents[0]) as { id: string }
}

/** One line for each: can she sign in, name, address, roles, department. */
export const tableOf = (users: readonly ListedUser[]): string =>
  users
    .map(
      (u) =>
        `${u.active && u.login ? '✓' : '–'} ${u.name}  <${u.email}>  ${u.roles.join('、')}${u.department ? `  ${u.department}` : ''}${state(u)}`,
    )
    .join('\n')

const state = ({ active, login }: ListedUser) => (!active ? '  已停用 disabled' : login ? '' : '  无登录账号 no login')
