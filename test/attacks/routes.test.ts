import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientOf, config, openServer, type Role, type TestServer } from '#test/server'
import { createApp } from '../../server/app.ts'
import { createServices } from '../../server/main.ts'
import { noSuchId } from './safe.ts'

let s: TestServer
/** Every route that the HTTP server really has, as `GET /api/v1/me`. */
let table: string[]
let paths: Record<string, Record<string, unknown>>
let own: string
let team: string
let south: string

beforeAll(async () => {
  s = await openServer({ role: 'web' })
  const services = await createServices(config(s.databaseUrl))
  const app = await createApp(services)
  await app.ready()
  table = readRoutes(app.printRoutes({ commonPrefix: false }))
  await app.close()
  await Promise.allSettled([
    services.jobs.stop(),
    services.auth.close(),
    services.wake.close(),
    services.database.close(),
  ])
  paths = (await s.admin.call('GET', '/openapi.json')).body.paths
  const add = async (role: Role) =>
    (await s[role].call('POST', '/records/customer', { name: `${role} 的客户` })).body.id
  ;[own, team, south] = [await add('amy'), await add('bob'), await add('eve')]
})
afterAll(() => s.close())

/** Fastify prints its router as a tree, one part of a path per line, four columns per level. */
const readRoutes = (tree: string): string[] => {
  const stack: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? []
    if (part === '') return []
    stack.splice(indent.length / 4, Infinity, part)
    return methods
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${stack.join('')}`)
  })
}

/** What is served beside the documented API: probes, the page that shows it, sign-in, and the web's files. */
const beside =
  /^\w+ (\/healthz|\/readyz|\/version|\/metrics|\/api\/docs|\/api\/auth\/[\w/-]+|\/?\*?|\/[\w./-]+\.(js|css|html|svg|webmanifest|png|woff2|ico))$/

test('A84 inventory: every route of the router is in the OpenAPI document, and none of the document is missing', () => {
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const known = new Set(
    documented.map((operation) => operation.replace(/\/records\/\w+/, '/records/{}').replace(/\{\w+\}/g, '{}')),
  )
  const served = table.filter((route) => !/^(HEAD|OPTIONS) /.test(route)).map((route) => route.replace(/:\w+/g, '{}'))
  expect(served.length).toBeGreaterThan(40)
  expect(served.filter((route) => !known.has(route) && !beside.test(route))).toEqual([])
  expect([...known].filter((operation) => !served.includes(operation))).toEqual([])
})

const everybody: readonly Role[] = ['admin', 'mgr', 'amy', 'bob', 'eve', 'sup', 'mkt', 'rdr', 'aud', 'sec']

/** Who gets past the gate of each operation apart from records, written down apart from the code; a new one needs its line. */
const policy: Record<string, readonly [who: readonly Role[], body?: unknown]> = {
  'GET /setup': [everybody],
  'POST /setup': [everybody, { company: 'x', name: 'x', email: 'x@example.com', password: 'Correct-Horse-42' }],
  'GET /me': [everybody],
  'PATCH /me/preferences': [everybody, {}],
  'GET /meta': [everybody],
  'GET /openapi.json': [everybody],
  'GET /search': [everybody],
  'POST /whose': [['admin', 'mgr', 'amy', 'bob', 'eve', 'sup', 'mkt'], { text: '没有这一家' }],
  'GET /events': [everybody],
  'PUT /me/editing': [everybody],
  'DELETE /me/editing': [everybody],
  'GET /files': [everybody],
  'POST /files': [everybody],
  'GET /files/{id}': [everybody],
  'GET /files/{id}/content': [everybody],
  'GET /access/explain': [everybody],
  'GET /workspace': [everybody],
  'PATCH /workspace': [['admin'], {}],
  'GET /workspace/logo': [everybody],
  'POST /webhooks': [['admin'], { name: 'x', url: 'http://127.0.0.1:9/', events: ['customer.*'] }],
  'POST /webhooks/{id}/secret': [['admin', 'sec']],
  'GET /webhooks/old-secrets': [['admin', 'sec']],
  'DELETE /webhooks/{id}/old-secrets': [['admin', 'sec']],
  'POST /webhooks/{id}/test': [['admin', 'sec']],
  'GET /webhooks/{id}/deliveries': [['admin', 'sec']],
  'POST /webhooks/{id}/deliveries/{delivery}/replay': [['admin', 'sec']],
  'GET /notifications': [everybody],
  'POST /notifications/read': [everybody, {}],
  'GET /notifications/preferences': [everybody],
  'PATCH /notifications/preferences': [everybody, {}],
  // Their own files only; who may take an object out or bring it in is asked object by object.
  'GET /bulk-changes/{id}': [everybody],
  'GET /bulk-changes/{id}/failures': [everybody],
  'POST /bulk-changes/{id}/cancel': [everybody],
  'POST /exports': [['admin'], { object: 'user' }],
  'GET /exports/{id}': [everybody],
  'POST /exports/{id}/cancel': [everybody],
  'GET /exports/{id}/file': [everybody],
  'POST /imports': [everybody],
  'GET /imports': [everybody],
  'GET /imports/{id}': [everybody],
  'PATCH /imports/{id}': [everybody, {}],
  'DELETE /imports/{id}': [everybody],
  ...Object.fromEntries(
    ['check', 'start', 'cancel', 'revert'].map((verb) => [`POST /imports/{id}/${verb}`, [everybody] as const]),
  ),
  'POST /imports/{id}/template': [everybody, { name: 'x' }],
  'GET /imports/{id}/rows': [everybody],
  'PATCH /imports/{id}/rows/{row}': [everybody, {}],
  'POST /imports/{id}/decide': [everybody, {}],
  'GET /imports/{id}/failed.csv': [everybody],
  'GET /imports/{id}/conflicts': [everybody],
  'POST /imports/{id}/conflicts/{record}': [everybody, {}],
  'GET /sample-data': [['admin']],
  'POST /sample-data/load': [['admin']],
  'POST /sample-data/remove': [['admin']],
  'GET /backups': [['admin']],
  'POST /backups': [['admin'], {}],
  'PUT /backups/schedule': [['admin'], { on: false, at: '02:30', keep: { daily: 7, weekly: 4, monthly: 3 } }],
  'POST /backups/{id}/cancel': [['admin']],
  'POST /backups/{id}/away': [['admin']],
  'GET /backups/{id}/file': [['admin']],
  'GET /api-keys': [everybody],
  'POST /api-keys': [everybody, { name: 'k', scopes: ['customer:read'] }],
  'DELETE /api-keys/{id}': [everybody],
  'POST /changes/{request}/undo': [everybody],
  'GET /audit': [['admin', 'aud']],
  'GET /audit/refusals': [['admin', 'aud', 'sec']],
  'POST /audit/verify': [['admin', 'aud']],
  'POST /users': [['admin'], { name: 'x', email: 'no address', password: 'Correct-Horse-42' }],
  'POST /users/{id}/password': [['admin'], { password: 'Correct-Horse-42' }],
  'DELETE /users/{id}/second-factor': [['admin']],
  'POST /users/{id}/disable': [['admin']],
  'POST /users/{id}/enable': [['admin']],
  'GET /users/{id}/records': [['admin']],
  'POST /users/{id}/transfer': [['admin'], { to: noSuchId }],
  'GET /departments/{id}/contents': [['admin']],
  'POST /departments/{id}/move': [['admin'], { to: noSuchId }],
  // Her own only.
  'GET /department-moves/{id}': [['admin']],
  'GET /roles/{id}/rights': [['admin', 'sec', 'aud']],
  'PUT /roles/{id}/rights': [['admin', 'sec'], { grants: {}, abilities: [] }],
  'GET /rights/catalogue': [['admin', 'sec', 'aud']],
  'POST /roles/{id}/copy': [['admin', 'sec'], { label: 'x' }],
  'GET /schema': [['admin']],
  'GET /schema/objects/{object}/fields/{field}': [['admin']],
  'GET /schema/objects/{object}/fields/{field}/option-usages': [['admin']],
  'GET /schema/objects/{object}/usages': [['admin']],
  'POST /schema/objects/{object}/check': [['admin'], { expression: 'name' }],
  'GET /schema/objects/{object}/rules': [['admin']],
  'POST /schema/objects/{object}/rules': [['admin'], { must: 'nothing', message: 'x' }],
  'PATCH /schema/objects/{object}/rules/{rule}': [['admin'], {}],
  'POST /schema/objects': [['admin'], { name: 'Not a name', label: 'x' }],
  'PATCH /schema/objects/{object}': [['admin'], {}],
  'POST /schema/objects/{object}/retire': [['admin']],
  'POST /schema/objects/{object}/restore': [['admin']],
  'POST /schema/objects/{object}/fields': [['admin'], { kind: 'none', label: 'x' }],
  'PATCH /schema/objects/{object}/fields/{field}': [['admin'], {}],
  'POST /schema/objects/{object}/fields/{field}/retire': [['admin']],
  'POST /schema/objects/{object}/fields/{field}/restore': [['admin']],
}

const operations = () =>
  Object.entries(paths)
    .filter(([path]) => !path.startsWith('/api/v1/records/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    )

test('G1 role matrix: every operation apart from records has a line in the policy', () => {
  expect(operations().sort()).toEqual(Object.keys(policy).sort())
})

test.each(Object.entries(policy))(
  'G1 role matrix: %s lets in whom the policy names',
  async (operation, [who, body]) => {
    const [method = '', path = ''] = operation.split(' ')
    const url = path
      .replace('{object}', 'customer')
      .replace('{field}', 'x_none')
      .replace(/\{\w+\}/g, noSuchId)
    for (const role of everybody) {
      const { status, body: answer } = await s[role].call(method, url, body)
      expect(status === 403 || answer?.code === 'request.unknownObject', `${role}: ${status}`).toBe(!who.includes(role))
      expect(status, role).not.toBe(401)
    }
  },
)

test('A07 function level, G1: nobody who is not signed in gets anything but what the sign-in page shows', async () => {
  for (const [path, methods] of Object.entries(paths))
    for (const method of Object.keys(methods)) {
      const url = `${s.url}${path.replace(/\{\w+\}/g, noSuchId)}`
      const sends = method !== 'get' && method !== 'delete'
      const { status } = await fetch(url, {
        method: method.toUpperCase(),
        ...(sends ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
      })
      // 415: a body of the wrong type is not even read.
      if (path !== '/api/v1/setup' && path !== '/api/v1/workspace/logo')
        expect([401, 415], `${method} ${path}: ${status}`).toContain(status)
    }
  for (const key of ['zk_x_y', 'zk_', 'null', 'undefined'])
    expect((await clientOf(s.url, '', { key }).call('GET', '/me')).status).toBe(401)
})

/** What a role may do with a customer: the letters of create, read, update, delete that get through. */
const customers: Record<Role, readonly [create: boolean, own: string, team: string, south: string]> = {
  admin: [true, 'rud', 'rud', 'rud'],
  mgr: [true, 'rud', 'rud', ''],
  amy: [true, 'rud', 'r', ''],
  bob: [true, 'r', 'rud', ''],
  eve: [true, '', '', 'rud'],
  sup: [false, 'r', 'r', 'r'],
  mkt: [false, 'r', 'r', 'r'],
  rdr: [false, 'r', 'r', ''],
  aud: [false, '', '', ''],
  sec: [false, '', '', ''],
}

test.each(everybody)(
  'G1 role matrix: %s reaches the customers that the policy gives her, on every path',
  async (role) => {
    const client = s[role]
    const [create, ...reach] = customers[role]
    const made = await client.call('POST', '/records/customer', { name: '新' })
    expect(made.status === 201).toBe(create)
    for (const [i, id] of [own, team, south].entries()) {
      const [r, u, d] = [...'rud'].map((letter) => reach[i]!.includes(letter))
      const at = `/records/customer/${id}`
      for (const path of ['', '/history', '/timeline', '/team', '?fields=name'])
        expect((await client.call('GET', at + path)).status, `${path} of ${i}`).toBe(r ? 200 : 404)
      const listed = (await client.call('GET', '/records/customer?limit=200')).body.data ?? []
      expect(listed.some((c: any) => c.id === id)).toBe(r)
      const refused = r ? 403 : 404
      expect((await client.call('PATCH', at, { remark: role }, { 'if-match': '*' })).status).toBe(u ? 200 : refused)
      const batch = (
        await client.call('POST', '/records/customer/batch', {
          operation: 'update',
          ids: [id],
          set: { remark: `${role}!` },
        })
      ).body
      expect(batch.counts?.updated === 1).toBe(u)
      const gone = await client.call('DELETE', at)
      expect(gone.status).toBe(d ? 200 : refused)
      if (d) expect((await client.call('POST', `${at}/restore`)).status).toBe(200)
    }
  },
)
