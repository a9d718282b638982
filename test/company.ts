import { Client } from 'pg'
import { inject } from 'vitest'
import { Database } from '#engine'
import { startServer } from '../server/main.ts'
import { clientOf, cookieOf, password, signIn } from './client.ts'
import { config } from './config.ts'
import { followersBegan } from './followers.ts'
import { addressesOf, type OwnDatabase, ownDatabase } from './own-database.ts'

/** The standard roles a test company has somebody for; two salespeople share the north, one is in the south. */
export type Role = 'admin' | 'mgr' | 'amy' | 'bob' | 'eve' | 'sup' | 'mkt' | 'rdr' | 'aud' | 'sec'

const people: Record<Exclude<Role, 'admin'>, { role: string; department: 'north' | 'south' | 'head' }> = {
  mgr: { role: 'manager', department: 'north' },
  amy: { role: 'sales', department: 'north' },
  bob: { role: 'sales', department: 'north' },
  eve: { role: 'sales', department: 'south' },
  sup: { role: 'service', department: 'head' },
  mkt: { role: 'marketer', department: 'head' },
  rdr: { role: 'reader', department: 'north' },
  aud: { role: 'auditor', department: 'head' },
  sec: { role: 'security', department: 'head' },
}

/** What is known of a test company beside its database: who is signed in to it, and ids by their names. */
export interface Company {
  readonly people: Record<Role, { readonly id: string; readonly cookie: string }>
  readonly roles: Record<string, string>
  readonly departments: Record<string, string>
}

/** Sets a company up by its first-run page, with somebody for each role. */
export const foundCompany = async (url: string): Promise<Company> => {
  const given = { company: '测试公司', name: '管理员', email: 'admin@example.com', password }
  const cookie = cookieOf(await clientOf(url).call('POST', '/setup', given))
  const admin = clientOf(url, '', { cookie })
  const me = await admin.call('GET', '/me')
  const { data } = (await admin.call('GET', '/records/role?fields=name')).body
  const roles: Record<string, string> = Object.fromEntries(data.map((role: any) => [role.name, role.id]))
  const head: string = (await admin.call('POST', '/records/department', { name: '总部' })).body.id
  const departments: Record<string, string> = { head }
  for (const name of ['north', 'south'])
    departments[name] = (await admin.call('POST', '/records/department', { name, parent: head })).body.id
  const seats = { admin: { id: me.body.user.id, cookie } } as Company['people']
  for (const [name, { role, department }] of Object.entries(people)) {
    const email = `${name}@example.com`
    const person = { name, email, password, department: departments[department], roles: [roles[role]] }
    const made = await admin.call('POST', '/users', person)
    if (made.status !== 201) throw new Error(`could not add ${name}: ${made.text}`)
    const { id } = made.body
    seats[name as Role] = { id, cookie: (await signIn(url, email, id)).cookie }
  }
  return { people: seats, roles, departments }
}

const pattern = 'zhike_test_company'

/** The company that is founded once in a test run and copied from then on: what is known of it is noted at its database. */
const founded = async (): Promise<Company> => {
  const server = new Client({ connectionString: inject('databaseUrl') })
  await server.connect()
  try {
    // Whoever comes first founds it, and the others wait for that.
    await server.query(`select pg_advisory_lock(hashtext('${pattern}'))`)
    const noted = await server.query(
      `select shobj_description(oid, 'pg_database') as company from pg_database where datname = '${pattern}'`,
    )
    if (noted.rows[0]?.company) return JSON.parse(noted.rows[0].company) as Company
    await server.query(`drop database if exists ${pattern}`)
    await server.query(`create database ${pattern}`)
    const { url, runTimeUrl } = addressesOf(pattern)
    const running = await startServer(config(url, { databaseRuntimeUrl: runTimeUrl }))
    const company = await foundCompany(running.url)
    const db = new Database(url, { max: 1 })
    await followersBegan({ db })
    await running.close()
    // Nothing that was due while the company was only a pattern is made up for.
    await db.query('delete from jobs.job')
    await db.query('delete from jobs.schedule')
    await db.close()
    await server.query(`alter database ${pattern} with allow_connections false`)
    await server.query(`comment on database ${pattern} is '${JSON.stringify(company)}'`)
    return company
  } finally {
    await server.end()
  }
}

/** A database of its own with the test company in it. */
export const companyDatabase = async (): Promise<{ own: OwnDatabase; company: Company }> => {
  const company = await founded()
  return { own: await ownDatabase(pattern), company }
}
