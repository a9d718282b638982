import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type Role, type TestServer } from '#test/server'
import { noSuchId } from './safe.ts'

type Family = 'north' | 'south'
interface Canary {
  readonly text: string
  readonly object: string
  readonly field: string
  readonly family: Family
}

let s: TestServer
const planted: Canary[] = []
const ids: Record<string, string[]> = {}

let count = 0
const unique = {
  text: () => `canary${++count}x${Math.random().toString(36).slice(2, 8)}`,
  phone: () => `+86139${String(10_000_000 + ++count * 7_919).slice(0, 8)}`,
  email: () => `canary${++count}q@example.com`,
  money: () => `${8_000_000 + ++count * 1_013}.00`,
}

const forms = {
  customer: {
    name: 'text',
    phone: 'phone',
    email: 'email',
    revenue: 'money',
    creditLimit: 'money',
    remark: 'text',
    tags: 'text',
  },
  contact: {
    name: 'text',
    position: 'text',
    division: 'text',
    mobile: 'phone',
    phone: 'phone',
    email: 'email',
    wechat: 'text',
    remark: 'text',
  },
  opportunity: {
    name: 'text',
    amount: 'money',
    budget: 'money',
    nextStep: 'text',
    needs: 'text',
    decisionProcess: 'text',
    competitors: 'text',
    externalId: 'text',
  },
  lead: {
    company: 'text',
    name: 'text',
    position: 'text',
    mobile: 'phone',
    email: 'email',
    industry: 'text',
    campaign: 'text',
    budget: 'money',
    need: 'text',
    remark: 'text',
  },
  activity: { subject: 'text', content: 'text', nextStep: 'text' },
  task: { subject: 'text', content: 'text' },
  comment: { text: 'text' },
} as const
type ObjectName = keyof typeof forms

/** What each role may not read at all, and what she sees masked, as the company was told: written down apart from the code. */
const unread: Partial<Record<Role, readonly string[]>> = {
  amy: ['customer.creditLimit'],
  bob: ['customer.creditLimit'],
  eve: ['customer.creditLimit'],
  mkt: [
    'customer.revenue',
    'customer.creditLimit',
    'contact.wechat',
    'opportunity.amount',
    'opportunity.budget',
    'customer.phone',
    'customer.email',
    'contact.mobile',
    'contact.phone',
    'contact.email',
  ],
  sup: [
    'customer.revenue',
    'customer.creditLimit',
    'opportunity.amount',
    'opportunity.budget',
    'opportunity.competitors',
  ],
  rdr: [
    'customer.creditLimit',
    'opportunity.budget',
    'customer.phone',
    'customer.email',
    'contact.mobile',
    'contact.phone',
    'contact.email',
    'lead.mobile',
    'lead.email',
  ],
}

/** Which records: what lies at a customer one may see, is seen with it; leads stand alone. */
const sees = (role: Role, object: string, family: Family): boolean => {
  switch (role) {
    case 'admin':
    case 'mkt':
      return true
    case 'sup':
      return object !== 'lead'
    case 'mgr':
    case 'amy':
    case 'rdr':
      return family === 'north'
    case 'bob':
      return family === 'north' && object !== 'lead'
    case 'eve':
      return family === 'south'
    default:
      return false
  }
}

const mayRead = (role: Role, { object, field, family }: Canary) =>
  sees(role, object, family) && !unread[role]?.includes(`${object}.${field}`)

const plant = async (object: ObjectName, family: Family, more: object): Promise<string> => {
  const fill = () => Object.fromEntries(Object.entries(forms[object]).map(([field, kind]) => [field, unique[kind]()]))
  const stored = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([f, v]) => [f, f === 'tags' || f === 'competitors' ? [v] : v]))
  const note = (values: Record<string, string>) =>
    planted.push(...Object.entries(values).map(([field, text]) => ({ text, object, field, family })))
  const before = fill()
  const made = await s.admin.call('POST', `/records/${object}`, { ...stored(before), ...more })
  if (made.status !== 201) throw new Error(`${object}: ${made.text}`)
  // What stood there before stays in the history.
  const after = fill()
  const changed = await s.admin.call('PATCH', `/records/${object}/${made.body.id}`, stored(after), { 'if-match': '*' })
  if (changed.status !== 200) throw new Error(`${object}: ${changed.text}`)
  note(before)
  note(after)
  ;(ids[object] ??= []).push(made.body.id)
  return made.body.id
}

beforeAll(async () => {
  s = await openServer({ role: 'web' })
  for (const [family, owner] of [
    ['north', s.amy.id],
    ['south', s.eve.id],
  ] as const) {
    const customer = await plant('customer', family, { owner })
    const contact = await plant('contact', family, { owner, customer })
    await plant('opportunity', family, { owner, customer, contact })
    await plant('lead', family, { owner })
    const about = { object: 'customer', id: customer }
    await plant('activity', family, { owner, about })
    await plant('task', family, { owner, about })
    await plant('comment', family, { about })
  }
  ids['user'] = [s.amy.id, s.eve.id]
  ids['role'] = [...s.roles.values()] as string[]
})
afterAll(() => s.close())

const variants = ['', '?deleted=true', '?asOf=2099-01-01T00:00:00Z', '?sort=-updatedAt&limit=200&total=true']
const figures = [
  '?group=owner',
  '?measure=count,sum:amount,max:amount,min:budget',
  '?measure=max:creditLimit,sum:revenue',
  '?measure=max:weighted',
  '?group=name',
  '?group=customer&measure=sum:amount',
]

/** Ids and digests are drawn by chance: among thousands one may hold the digits of a figure. */
const anyId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/g

/** Every answer to every GET there is, for every record, with the ways to ask for more. */
const crawl = async (role: Role): Promise<string> => {
  const client = s[role]
  const { paths } = (await client.call('GET', '/openapi.json')).body as { paths: Record<string, { get?: unknown }> }
  const urls = new Set(['/api/docs'])
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get) continue
    const object = /\/records\/(\w+)/.exec(path)?.[1]
    const found = object ? (ids[object] ?? []) : /\/roles\//.test(path) ? ids['role']! : [noSuchId]
    for (const id of path.includes('{id}') ? found : ['']) {
      const url = path.replace('{id}', id).replace(/\{\w+\}/g, noSuchId)
      for (const variant of path.endsWith('/aggregate')
        ? figures
        : path.endsWith(`/records/${object}`)
          ? variants
          : [''])
        urls.add(url + variant)
    }
  }
  // Objects she has not been told of are asked for all the same.
  for (const [object, list] of Object.entries(ids))
    for (const path of ['', '/suggest', ...list.map((id) => `/${id}`)]) urls.add(`/api/v1/records/${object}${path}`)
  const texts: string[] = []
  for (const url of urls) {
    const reply = await client.call('GET', url)
    expect(reply.status, url).toBeLessThan(500)
    texts.push(reply.text)
  }
  const hidden = planted.filter((c, i) => i % 4 === 0 && !mayRead(role, c))
  for (const { text, object } of hidden)
    texts.push((await client.call('GET', `/records/${object}?q=${encodeURIComponent(text)}`)).text)
  return texts.join('\n').replaceAll(anyId, '')
}

const roles: Role[] = ['admin', 'mgr', 'amy', 'bob', 'eve', 'sup', 'mkt', 'rdr', 'aud', 'sec']

test.each(roles)('S1 canary: nothing that %s may not read is in any answer, and what she may read is', async (role) => {
  const text = await crawl(role)
  const leaked = planted.filter((c) => !mayRead(role, c) && text.includes(c.text.replace(/\.00$/, '')))
  expect(leaked.map(({ object, field, family }) => `${object}.${field} of the ${family}`)).toEqual([])
  const missing = planted.filter((c) => mayRead(role, c) && !text.includes(c.text))
  expect(missing.map(({ object, field, family }) => `${object}.${field} of the ${family}`)).toEqual([])
})
