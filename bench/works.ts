import pg from 'pg'
import { salesperson } from './company.ts'
import type { Size } from './fill/size.ts'
import type { Request, Work } from './work.ts'

/** Records and values that the works ask for, all within the salesperson's reach. */
interface Picked {
  readonly customers: readonly string[]
  readonly own: readonly string[]
  readonly owners: readonly string[]
  readonly stages: readonly string[]
}

const listOf = (
  object: string,
  fields: string,
  more: Readonly<Record<string, string>> = {},
  filter?: object,
): Request => {
  const query = new URLSearchParams({
    ...more,
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    fields,
    limit: '50',
  })
  return { method: 'GET', path: `/api/v1/records/${object}?${query}`, raw: 'list' }
}

// The columns that the web's lists ask for.
const columns = {
  customer: 'number,name,industry,level,status,owner.name,wonAmount,nextContactAt,tags,phone',
  contact: 'name,customer.name,position,stance,mobile,owner.name',
  opportunity: 'number,name,customer.name,stage.name,amount,probability,expectedClose,owner.name',
  activity: 'at,kind,subject,about.title,owner.name,nextStep',
}
type Listed = keyof typeof columns

const lists = (object: Listed, about: string, filters: readonly (object | undefined)[]): Work => ({
  name: `list-${object}-${about}`,
  zh: `列表 50 条:${object} 按 ${about}`,
  en: `list 50 of ${object}: ${about}`,
  goal: 0.5,
  grows: true,
  variants: filters.map((filter) => [listOf(object, columns[object], {}, filter)]),
})

const by = (field: string, values: readonly unknown[]) => values.map((value) => ({ [field]: value }))
const industries = 'machinery electronics chemical automotive energy medical food software'.split(' ')

/** Everything that is measured against raw with 16 connections. */
export const worksOf = ({ customers, own, owners, stages }: Picked): Work[] => [
  lists('customer', 'newest', [undefined]),
  lists('customer', 'industry', by('industry', industries)),
  lists('customer', 'level', by('level', ['A', 'B', 'C', 'D'])),
  lists('customer', 'status', by('status', ['potential', 'active', 'dormant', 'lost'])),
  lists('customer', 'source', by('source', ['web', 'expo', 'wecom', 'referral'])),
  lists('customer', 'owner', by('owner', owners)),
  lists('customer', 'tags', by('tags', [{ hasAny: ['重点'] }, { hasAny: ['出口', '国企'] }])),
  lists('customer', 'address', by('address', [{ within: '3101' }, { within: '44' }])),
  lists('customer', 'createdAt', by('createdAt', [{ within: { last: 400, unit: 'day' } }])),
  lists('contact', 'newest', [undefined]),
  lists('contact', 'customer', by('customer', customers)),
  lists('contact', 'stance', by('stance', ['decider', 'buyer', 'coach'])),
  lists('opportunity', 'newest', [undefined]),
  lists('opportunity', 'stage', by('stage', stages)),
  lists('opportunity', 'outcome', by('outcome', ['open', 'won'])),
  lists(
    'opportunity',
    'expectedClose',
    by('expectedClose', [
      { gte: '2026-10-01', lt: '2026-11-01' },
      { gte: '2025-10-01', lt: '2025-11-01' },
    ]),
  ),
  lists('activity', 'newest', [undefined]),
  lists('activity', 'kind', by('kind', ['visit', 'meeting', 'call'])),
  lists(
    'activity',
    'about',
    by(
      'about',
      customers.map((id) => ({ object: 'customer', id })),
    ),
  ),
  {
    name: 'deep',
    zh: '深层筛选并计总数',
    en: 'deep filter with total',
    goal: 0.7,
    grows: true,
    variants: industries.map((industry) => [
      listOf(
        'opportunity',
        columns.opportunity,
        { total: 'true' },
        {
          and: [
            { 'customer.industry': industry },
            { or: [{ amount: { gte: '500000' } }, { and: [{ probability: { gte: '60' } }, { outcome: 'open' }] }] },
          ],
        },
      ),
    ]),
  },
  {
    name: 'read',
    zh: '读一条,带第一页相关记录',
    en: 'read one with its first related page',
    goal: 0.5,
    grows: true,
    variants: customers.map((id) => [
      { method: 'GET', path: `/api/v1/records/customer/${id}`, raw: 'record' },
      listOf('contact', columns.contact, {}, { customer: id }),
    ]),
  },
  {
    name: 'create',
    zh: '新建,带编号与历史',
    en: 'create, with number and history',
    goal: 0.6,
    variants: [
      [
        {
          method: 'POST',
          path: '/api/v1/records/customer',
          body: { name: '测速新建有限公司', industry: 'machinery', level: 'B', source: 'web' },
          raw: 'create',
        },
      ],
    ],
  },
  {
    name: 'update',
    zh: '改一个字段,带历史',
    en: 'update one field, with history',
    goal: 0.5,
    variants: own.flatMap((id) =>
      [{ level: 'A' }, { level: 'B' }].map((body, i, both): [Request] => [
        {
          method: 'PATCH',
          path: `/api/v1/records/customer/${id}`,
          body,
          from: both[1 - i]!,
          raw: 'update',
          headers: { 'if-match': '*' },
        },
      ]),
    ),
  },
]

/** Chooses what the works ask for; the same on every run. */
export const pick = async (url: string, schema: string, size: Size): Promise<Picked> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const ids = async (sql: string) =>
    (await client.query<{ id: string }>(sql.replaceAll('{s}', `"${schema}"`))).rows.map((r) => r.id)
  try {
    const [me] = await ids(`select ${salesperson(size)} as id`)
    return {
      customers: await ids(
        `select c.id from {s}.customer c join {s}."user" u on u.department = c.department where u.id = '${me}' and c."deletedAt" is null order by md5(c.id::text) limit 64`,
      ),
      own: await ids(`select id from {s}.customer where owner = '${me}' and "deletedAt" is null order by id limit 256`),
      owners: await ids(
        `select u.id from {s}."user" u join {s}."user" me on me.department = u.department where me.id = '${me}' order by u.id limit 8`,
      ),
      stages: await ids('select id from {s}.stage order by position'),
    }
  } finally {
    await client.end()
  }
}
