import Fastify, { type FastifyInstance } from 'fastify'
import { uuid7 } from '#engine'
import { type Auth, type AuthOptions, createAuth, registerAuth } from '#platform/auth'
import { addMember, createWorkspace, type Workspace } from '#platform/control'
import { type OwnDatabase, ownDatabase } from './own-database.ts'

export const password = '一匹会飞的马 42'

/** Sign-in on a database of its own, served by one or more processes' worth of app. */
export interface AuthApp extends OwnDatabase {
  readonly auth: Auth
  readonly workspace: Workspace
  /** A login with a user in the workspace. */
  person(email: string): Promise<{ loginId: string; userId: string }>
  visitor(options?: VisitorOptions): Visitor
  /** Another process on the same database. */
  secondNode(more?: Partial<AuthOptions>): Promise<{ visitor(options?: VisitorOptions): Visitor }>
  close(): Promise<void>
}

interface VisitorOptions {
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: ReadonlyMap<string, string>
}

export const authApp = async (options: Partial<AuthOptions> = {}): Promise<AuthApp> => {
  const own = await ownDatabase()
  const node = async (more: Partial<AuthOptions> = {}) => {
    const auth = await createAuth({
      url: own.url,
      db: own.db,
      secret: 'a secret of this test, long enough to be one',
      publicUrl: 'http://crm.test',
      trustProxy: false,
      refusalMs: 0,
      ...options,
      ...more,
    })
    const app = Fastify()
    registerAuth(app, auth)
    app.get(
      '/me',
      async (request, reply) => (await auth.resolveCredential(request.headers)) ?? reply.code(401).send({}),
    )
    return { auth, app }
  }
  const first = await node()
  const nodes = [first]
  const workspace = await createWorkspace(own.db, { slug: 'acme', name: '天工机械' })
  return {
    ...own,
    auth: first.auth,
    workspace,
    person: async (email) => {
      const loginId = await first.auth.createLogin(await first.auth.checkLogin({ email, name: '张三', password }))
      const userId = uuid7()
      await addMember(own.db, { workspaceId: workspace.id, loginId, userId })
      return { loginId, userId }
    },
    visitor: (visitor) => visit(first.app, visitor),
    secondNode: async (more) => {
      const second = await node(more)
      nodes.push(second)
      return { visitor: (visitor) => visit(second.app, visitor) }
    },
    close: async () => {
      for (const { app, auth } of nodes) {
        await app.close()
        await auth.close()
      }
      await own.drop()
    },
  }
}

/** Somebody with a browser: keeps cookies, sends its origin. */
export type Visitor = ReturnType<typeof visit>

const visit = (app: FastifyInstance, { address = '203.0.113.1', headers = {}, cookies }: VisitorOptions = {}) => {
  const jar = new Map(cookies)
  const send = async (method: 'GET' | 'POST', url: string, payload?: object, more: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      method,
      url,
      remoteAddress: address,
      headers: { host: 'crm.test', origin: 'http://crm.test', ...(cookie && { cookie }), ...headers, ...more },
      ...(payload && { payload }),
    })
    const set = [response.headers['set-cookie'] ?? []].flat()
    for (const line of set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const body = response.headers['content-type']?.toString().includes('json') ? response.json() : response.body
    return { status: response.statusCode, body, set, headers: response.headers }
  }
  const post = (path: string, body: object = {}, more?: Record<string, string>) =>
    send('POST', `/api/auth${path}`, body, more)
  return {
    cookies: jar,
    get: (url: string, more?: Record<string, string>) => send('GET', url, undefined, more),
    post,
    signIn: (email: string, secret = password, more?: Record<string, string>) =>
      post('/sign-in/email', { email, password: secret }, more),
    me: async () => (await send('GET', '/me')).status,
  }
}
