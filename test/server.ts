import type { Config } from '#platform/config'
import { startServer } from '../server/main.ts'
import { ownDatabase } from './own-database.ts'

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

/** What a call was answered with. */
export interface Reply<T = any> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
  readonly text: string
}

/** Someone who talks to the server over HTTP as herself. */
export interface Client {
  readonly id: string
  call<T = any>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply<T>>
  readonly cookie: string
}

export const password = 'Correct-Horse-42'

export const config = (databaseUrl: string, more: Partial<Config> = {}): Config => ({
  port: 0,
  host: '127.0.0.1',
  publicUrl: null,
  dataDir: '/nonexistent',
  databaseUrl,
  databaseRuntimeUrl: null,
  databaseDir: null,
  role: 'all',
  admin: null,
  secret: 'a secret of a test run, long enough to be one',
  mail: null,
  s3: null,
  backupDir: null,
  backupKey: null,
  pointInTimeDays: 0,
  maxFileSize: 2 * 1024 * 1024,
  outboundAllow: [],
  trustProxy: false,
  metricsToken: null,
  requestsPerMinute: 1_000_000,
  logLevel: 'silent',
  logFormat: 'json',
  ...more,
})

/** A client that is not signed in, or is by this cookie or key. */
export const clientOf = (url: string, id = '', credential: { cookie?: string; key?: string } = {}): Client => ({
  id,
  cookie: credential.cookie ?? '',
  async call(method, path, body, headers = {}) {
    const response = await fetch(
      `${url}${path.startsWith('/api/') || !path.startsWith('/') ? path : `/api/v1${path}`}`,
      {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(credential.cookie ? { cookie: credential.cookie } : {}),
          ...(credential.key ? { authorization: `Bearer ${credential.key}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        redirect: 'manual',
      },
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  },
})

const parse = (text: string): any => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

/** The cookies an answer sets, as a request sends them back. */
export const cookieOf = (reply: Reply): string =>
  reply.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')

/** A real server on a database of its own, set up by its own first-run page, with somebody for each role. */
export const openServer = async (more: Partial<Config> = {}) => {
  const own = await ownDatabase()
  const settings = config(own.url, { databaseRuntimeUrl: own.runTimeUrl, ...more })
  const server = await startServer(settings)
  const anonymous = clientOf(server.url)
  const setUp = await anonymous.call('POST', '/setup', {
    company: '测试公司',
    name: '管理员',
    email: 'admin@example.com',
    password,
  })
  const adminCookie = cookieOf(setUp)
  const me = await clientOf(server.url, '', { cookie: adminCookie }).call('GET', '/me')
  const admin = clientOf(server.url, me.body.user.id, { cookie: adminCookie })
  const roles = new Map(
    (await admin.call('GET', '/records/role?fields=name')).body.data.map((r: any) => [r.name, r.id]),
  )
  const departments: Record<string, string> = {}
  departments['head'] = (await admin.call('POST', '/records/department', { name: '总部' })).body.id
  for (const name of ['north', 'south'])
    departments[name] = (await admin.call('POST', '/records/department', { name, parent: departments['head'] })).body.id
  const clients = { admin } as Record<Role, Client>
  for (const [name, { role, department }] of Object.entries(people) as [
    keyof typeof people,
    (typeof people)['amy'],
  ][]) {
    const user = await admin.call('POST', '/users', {
      name,
      email: `${name}@example.com`,
      password,
      department: departments[department],
      roles: [roles.get(role)],
    })
    if (user.status !== 201) throw new Error(`could not add ${name}: ${user.text}`)
    clients[name] = await signIn(server.url, `${name}@example.com`, user.body.id)
  }
  return {
    ...clients,
    anonymous,
    url: server.url,
    databaseUrl: own.url,
    runTimeUrl: own.runTimeUrl,
    db: own.db,
    departments,
    roles,
    /** A second process on the same database. */
    secondNode: () => startServer(settings),
    async close() {
      await server.close()
      await own.drop()
    },
  }
}

export const signIn = async (url: string, email: string, id = ''): Promise<Client> => {
  const reply = await clientOf(url).call('POST', '/api/auth/sign-in/email', { email, password })
  if (reply.status !== 200) throw new Error(`could not sign in ${email}: ${reply.text}`)
  return clientOf(url, id, { cookie: cookieOf(reply) })
}

export type TestServer = Awaited<ReturnType<typeof openServer>>
