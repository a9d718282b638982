import { reachColumns } from '#engine'
import { chance, idOf, madeAt, oneOf, skewed } from './chance.ts'
import { companyName, mobile, personName } from './names.ts'
import { kind, type Size, until } from './size.ts'

/** A table's rows as SQL expressions by column; `n` is the row's number. */
export interface Filling {
  readonly table: string
  readonly rows: number
  readonly columns: Readonly<Record<string, string>>
  /** Joined to `generate_series(…) n`. */
  readonly join?: string
}

/** What is there already: the stages of the sales process, and the role of everybody. */
export interface Given {
  readonly schema: string
  readonly pipeline: string
  readonly stages: readonly { readonly id: string; readonly probability: string; readonly outcome: string }[]
  readonly salesRole: string
}

/** Departments and people; person k is in department k mod 50. */
export const people = (size: Size, given: Given): Filling[] => [
  {
    table: 'department',
    rows: size.departments,
    columns: {
      ...stamped(kind.department, size.departments, '0'),
      name: `'销售' || (n + 1) || '部'`,
      // A tree: five regions with the others below them.
      parent: `case when n >= 5 then ${id(kind.department, size.departments, '(n % 5)')} end`,
      position: 'n',
    },
  },
  {
    table: 'user',
    rows: size.users,
    columns: {
      ...stamped(kind.user, size.users, '0'),
      name: personName(),
      email: `'sales' || n || '@example.com'`,
      department: departmentOf('n', size),
      roles: `array['${given.salesRole}'::uuid]`,
      active: 'true',
    },
  },
]

/** Customers, contacts, opportunities and activities, the children first: their parents carry figures about them. */
export const records = (size: Size, given: Given): Filling[] => [
  opportunities(size, given),
  customers(size, given),
  contacts(size),
  activities(size),
]

const id = (of: number, rows: number, n = 'n') => idOf(of, rows, until, n)
const userId = (size: Size, k: string) => id(kind.user, size.users, k)
const departmentOf = (user: string, size: Size) =>
  id(kind.department, size.departments, `(${user} % ${size.departments})`)

/** Who owns customer `n`, and whatever belongs to it: the first of a thousand has sixty times the last one's. */
const ownerOf = (size: Size, customer: string) => skewed(41, size.users, customer)

const stamped = (of: number, rows: number, user: string) => ({
  id: id(of, rows),
  version: '1',
  createdAt: madeAt(rows, until),
  createdBy: `coalesce(${user === '0' ? 'null' : user}, '00000000-0000-7000-8000-000000000000'::uuid)`,
  updatedAt: madeAt(rows, until),
  updatedBy: `coalesce(${user === '0' ? 'null' : user}, '00000000-0000-7000-8000-000000000000'::uuid)`,
})

/** Everything an owned row carries, from the customer that it belongs to. One in a hundred is in the recycle bin. */
const owned = (size: Size, of: number, rows: number, customer: string) => {
  const owner = userId(size, ownerOf(size, customer))
  return {
    ...stamped(of, rows, owner),
    deletedAt: `case when ${chance(7, 100)} = 0 then ${madeAt(rows, until)} + interval '1 day' end`,
    owner,
    department: departmentOf(ownerOf(size, customer), size),
  }
}

/** What a row below a customer carries of it, as the engine keeps it: nothing of one in the recycle bin. */
const below = (size: Size, path: string, customer: string) => {
  const owner = ownerOf(size, customer)
  const living = (fact: string) => `case when ${chance(7, 100, customer)} <> 0 then ${fact} end`
  const columns = reachColumns(path)
  return {
    [columns.owner]: living(userId(size, owner)),
    [columns.department]: living(departmentOf(owner, size)),
  }
}

const industries =
  'machinery electronics chemical automotive energy construction medical food textile logistics retail finance education software services technology'.split(
    ' ',
  )
const regions =
  '310115 310104 320505 320102 330106 330203 440305 440106 110108 370202 420106 430104 510107 500103 610113 410105'.split(
    ' ',
  )
const sources = 'web expo wecom referral phone import other'.split(' ')

const customers = (size: Size, given: Given): Filling => ({
  table: 'customer',
  rows: size.customers,
  join: `left join (select o.customer, sum(o.amount) filter (where o.outcome = 'won') as won, count(*) filter (where o.outcome = 'open') as open
    from "${given.schema}"."opportunity" o where o."deletedAt" is null group by 1) f on f.customer = ${id(kind.customer, size.customers)}`,
  columns: {
    ...owned(size, kind.customer, size.customers, 'n'),
    number: `'C2026' || lpad((n + 1)::text, greatest(6, length((n + 1)::text)), '0')`,
    name: companyName(),
    kind: `'company'`,
    industry: oneOf(51, industries, 20),
    size: oneOf(52, ['s1', 's2', 's2', 's3', 's3', 's4', 's5', 's6'], 10),
    level: oneOf(53, ['A', 'B', 'B', 'C', 'C', 'C', 'C', 'D']),
    status: oneOf(54, ['potential', 'potential', 'potential', 'active', 'active', 'dormant', 'lost']),
    source: oneOf(55, sources, 8),
    phone: mobile(),
    email: `'office' || n || '@example.com'`,
    address: `jsonb_build_object('region', ${oneOf(56, regions)}, 'detail', '创业路 ' || ${chance(57, 900)} || ' 号')`,
    revenue: `round((exp(${chance(58, 900)} / 100.0) * 100000)::numeric, 2)`,
    employees: `5 + ${chance(59, 4_000)}`,
    creditLimit: `${chance(60, 100)} * 10000`,
    nextContactAt: `case when ${chance(61, 3)} = 0 then timestamptz '${until}' + interval '1 hour' * ${chance(62, 720)} end`,
    tags: `case when ${chance(63, 4)} = 0 then array[${oneOf(64, ['重点', '老客户', '出口', '国企', '上市公司', '续约中'])}] end`,
    wonAmount: 'coalesce(f.won, 0)',
    openOpportunities: 'coalesce(f.open, 0)',
  },
})

const contacts = (size: Size): Filling => {
  // Half are spread evenly, so that every customer has one; the other half crowds at a few.
  const customer = `(case when n % 2 = 0 then n / 2 else ${skewed(71, size.customers)} end)`
  return {
    table: 'contact',
    rows: size.contacts,
    columns: {
      ...owned(size, kind.contact, size.contacts, customer),
      ...below(size, 'customer', customer),
      name: personName(),
      customer: id(kind.customer, size.customers, customer),
      position: oneOf(72, ['总经理', '采购经理', '技术总监', '工程师', '财务', '厂长', '销售总监'], 6),
      stance: oneOf(73, 'decider influencer buyer technician user coach opponent'.split(' '), 3),
      attitude: oneOf(74, 'supportive neutral opposed unknown'.split(' ')),
      mobile: mobile(),
      email: `'contact' || n || '@example.com'`,
    },
  }
}

const opportunities = (size: Size, { pipeline, stages }: Given): Filling => {
  const customer = skewed(81, size.customers)
  const stage = chance(82, stages.length)
  const ofStage = (values: readonly string[], type: string) =>
    `(array[${values.map((v) => `'${v}'`).join(', ')}]::${type}[])[1 + ${stage}]`
  const close = `(${madeAt(size.opportunities, until)} + interval '1 day' * ${chance(83, 200)})::date`
  return {
    table: 'opportunity',
    rows: size.opportunities,
    columns: {
      ...owned(size, kind.opportunity, size.opportunities, customer),
      ...below(size, 'customer', customer),
      number: `'O2026' || lpad((n + 1)::text, greatest(6, length((n + 1)::text)), '0')`,
      name: `${oneOf(84, ['产线改造', '设备采购', '备件年单', '软件升级', '二期扩建', '维保续签', '检测方案'])} || ${chance(85, 1_000)}`,
      customer: id(kind.customer, size.customers, customer),
      amount: `round((exp(${chance(86, 700)} / 100.0) * 5000)::numeric, 2)`,
      expectedClose: close,
      pipeline: `'${pipeline}'::uuid`,
      stage: ofStage(
        stages.map((s) => s.id),
        'uuid',
      ),
      probability: ofStage(
        stages.map((s) => s.probability),
        'numeric',
      ),
      outcome: ofStage(
        stages.map((s) => s.outcome),
        'text',
      ),
      stageSince: madeAt(size.opportunities, until),
      closedOn: `case when ${ofStage(
        stages.map((s) => s.outcome),
        'text',
      )} <> 'open' then ${close} end`,
      source: oneOf(87, sources, 5),
    },
  }
}

const activities = (size: Size): Filling => {
  const customer = skewed(91, size.customers)
  return {
    table: 'activity',
    rows: size.activities,
    columns: {
      ...owned(size, kind.activity, size.activities, customer),
      ...below(size, 'about', customer),
      kind: oneOf(92, ['call', 'call', 'call', 'mail', 'meeting', 'visit', 'wecom', 'wecom', 'note']),
      subject: oneOf(93, ['电话回访', '报价沟通', '技术交流', '上门拜访', '样品确认', '合同条款', '催款', '节日问候']),
      at: madeAt(size.activities, until),
      about: `jsonb_build_object('object', 'customer', 'id', ${id(kind.customer, size.customers, customer)})`,
      minutes: `5 + ${chance(94, 90)}`,
    },
  }
}
