import { type Context, Role } from '#engine'
import { addMember, listWorkspaces, setMemberActive } from '#platform/control'
import { foundCompany } from '../server/found-company.ts'
import type { Services } from '../server/services.ts'
import { idOf } from './fill/chance.ts'
import { kind, type Size, until } from './fill/size.ts'
import type { Given } from './fill/tables.ts'

export const password = 'Correct-Horse-42'
export const adminEmail = 'admin@example.com'

/**
 * The salesperson that everything is measured as: an average one, 107th of a thousand, in department 8 of 50. In a company of
 * a hundred people she is the 11th, in department 2 of 5, and has about as many customers.
 */
const salesNumberOf = ({ users }: Size): number => Math.ceil(users * 0.107)
export const salesEmail = 'sales107@example.com'

/** Her id, as SQL. */
export const salesperson = (size: Size): string => idOf(kind.user, size.users, until, String(salesNumberOf(size)))

/** Her neighbour, who sees phones: what is masked cannot be searched. */
export const searcherNumber = 108
export const searcherEmail = `sales${searcherNumber}@example.com`

/**
 * What she may do: her own and her department's records; two fields of each masked, one hidden. Measured is always a
 * restricted person, never an administrator, whose requests need no row scope at all.
 */
const grants = {
  customer: {
    read: 'department',
    create: true,
    update: 'own',
    delete: 'own',
    fields: { phone: 'masked', email: 'masked', creditLimit: 'hidden' },
  },
  contact: {
    read: 'department',
    create: true,
    update: 'own',
    fields: { mobile: 'masked', email: 'masked', wechat: 'hidden' },
  },
  opportunity: { read: 'department', create: true, update: 'own', fields: { budget: 'masked', needs: 'masked' } },
  activity: { read: 'department', create: true, update: 'own' },
} as const

/** Founds the company of the bench in an empty database; answers what the data is to hang on. */
export const found = async (services: Services): Promise<Given> => {
  await foundCompany(services, { company: '测速公司', name: '管理员', email: adminEmail, password })
  const ctx = await entered(services)
  const role = await ctx.create(Role, { name: 'bench', label: '销售', basis: 'sales', grants } as never)
  const one = async (sql: string) =>
    await services.database.query<Record<string, string>>(sql.replaceAll('{s}', `"${ctx.workspace.schema}"`))
  const stages = await one('select id, probability::text, outcome from {s}.stage order by position')
  return {
    schema: ctx.workspace.schema,
    pipeline: (await one('select id from {s}.pipeline'))[0]!['id']!,
    stages: stages as never,
    salesRole: role.id,
  }
}

/** Gives the salesperson her login, once she is there. */
export const hireSalesperson = async (services: Services, size: Size): Promise<void> => {
  const [place] = await listWorkspaces(services.database)
  const [user] = await services.database.query<{ id: string }>(`select ${salesperson(size)} as id`)
  const login = await services.auth.checkLogin({ email: salesEmail, name: '销售', password })
  const loginId = await services.auth.createLogin(login)
  await addMember(services.database, { workspaceId: place!.id, loginId, userId: user!.id })
  await setMemberActive(services.database, place!.id, user!.id, true)
}

/** The company as the machine sees it. */
export const entered = async ({ database, workspaces }: Services): Promise<Context> => {
  const [place] = await listWorkspaces(database)
  return workspaces.asSystem({ workspaceId: place!.id, ...place! }, '测速')
}
