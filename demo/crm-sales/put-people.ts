import type { Api } from './api.ts'
import { idsBy, putByName, upsert } from './put.ts'
import type { CrmSalesFiles } from './read-files.ts'

/** An address that never receives mail: these are people of the data set, without a login. */
const emailOf = (name: string) =>
  `${name.toLowerCase().replace(/[^a-z]+/g, (gap) => (gap === '-' ? '-' : '.'))}@crm-sales.example`

/**
 * Offices become departments, managers and agents become users in them, agents below their managers. Users are records:
 * nobody can sign in as one of them until an administrator gives her a login. The agents' ids by name.
 */
export const putPeople = async (api: Api, anchor: string, { teams }: CrmSalesFiles): Promise<Map<string, string>> => {
  const offices = [...new Set(teams.map((t) => t.regional_office))]
  const departments = await putByName(
    api,
    anchor,
    'department',
    offices.map((name) => ({ name })),
  )
  const roles = await idsBy(api, 'role', 'name', ['manager', 'sales'])
  const officeOf = new Map(
    teams.flatMap((t) => [
      [t.sales_agent, t.regional_office],
      [t.manager, t.regional_office],
    ]),
  )
  const person = (name: string, role: string) => ({
    name,
    email: emailOf(name),
    department: departments.get(officeOf.get(name)!),
    roles: roles.has(role) ? [roles.get(role)] : [],
  })
  const bosses = [...new Set(teams.map((t) => t.manager))]
  const managers = await upsert(
    api,
    'user',
    'email',
    bosses.map((name) => ({ ...person(name, 'manager'), position: 'Manager' })),
  )
  const agents = await upsert(
    api,
    'user',
    'email',
    teams.map((t) => ({
      ...person(t.sales_agent, 'sales'),
      position: 'Sales Agent',
      manager: managers.get(emailOf(t.manager)),
    })),
  )
  return new Map(teams.map((t) => [t.sales_agent, agents.get(emailOf(t.sales_agent))!]))
}
