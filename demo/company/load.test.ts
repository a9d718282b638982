import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Context, createRecords, runAggregate, runList } from '#engine'
import { listWorkspaces } from '#platform/control'
import { ownDatabase, type OwnDatabase } from '#test/own-database'
import { config } from '#test/server'
import { createServices, stop } from '../../server/main.ts'
import { foundCompany } from '../../server/found-company.ts'
import type { Services } from '../../server/services.ts'
import { upgradeAll } from '../../server/upgrade-all.ts'
import { loadCompany, removeCompany } from './index.ts'

const extent = { customers: 45, leads: 30, sellers: 2 }
const few = { customers: 8, leads: 6, sellers: 2 }
const today = '2026-11-20'
const password = 'Copper-Kettle-19'

const opened: { own: OwnDatabase; services: Services }[] = []
afterAll(async () => {
  for (const { own, services } of opened) {
    await stop(services)
    await own.drop()
  }
})

/** A company of its own, set up as the first run does, seen as the system. */
const company = async () => {
  const own = await ownDatabase()
  const services = await createServices(config(own.url, {}))
  opened.push({ own, services })
  await upgradeAll(services)
  await foundCompany(services, { company: '测试', name: '管理员', email: 'admin@example.com', password })
  const [place] = await listWorkspaces(services.database)
  const ctx = await services.workspaces.asSystem({ ...place!, workspaceId: place!.id }, '测试')
  const rows = <R = Record<string, unknown>>(sql: string) =>
    ctx.session.query<R>(sql.replaceAll('@', `"${place!.schemaName}".`))
  return {
    services,
    ctx,
    rows,
    load: (size = few) => loadCompany(ctx, services, { size, password, seed: 'test', today }),
  }
}

let one: Awaited<ReturnType<typeof company>>
beforeAll(async () => {
  one = await company()
  await one.load(extent)
}, 120_000)

test('every contact and deal belongs to a customer of the same owner', async () => {
  const strays = await one.rows(
    `select k.id from @contact k join @customer c on c.id = k.customer where k.owner <> c.owner or k.department <> c.department
     union all select o.id from @opportunity o join @customer c on c.id = o.customer where o.owner <> c.owner or o.department <> c.department`,
  )
  expect(strays).toEqual([])
  const [{ n }] = (await one.rows<{ n: number }>('select count(*)::int as n from @contact')) as [{ n: number }]
  expect(n).toBeGreaterThan(100)
})

test('a deal moves forward in time, from stage to stage, and is closed on the day it is won or lost', async () => {
  const wrong = await one.rows(
    `select record from (select h.record, h.at, s.position, s.outcome, h.version,
        lag(h.at) over w as before, lag(s.position) over w as stood
      from @change h join @stage s on s.id = (h.new->>'stage')::uuid where h.object = 'opportunity' window w as (partition by h.record order by h.version)) moves
     where at <= before or position <= stood`,
  )
  expect(wrong).toEqual([])
  const undated = await one.rows(
    `select id from @opportunity where (outcome = 'open') <> ("closedOn" is null)
       or "closedOn" <> ("stageSince" at time zone 'Asia/Shanghai')::date or "engagedOn" > "closedOn"`,
  )
  expect(undated).toEqual([])
})

test('each thing was done by the colleague it belongs to, in the past, during office hours', async () => {
  const odd = await one.rows(
    `select o.id from @opportunity o where o.owner <> o."createdBy" or o.owner <> o."updatedBy"`,
  )
  expect(odd).toEqual([])
  const [found] = await one.rows(
    `select max(at) < '${today}' as past, bool_and(extract(hour from at at time zone 'Asia/Shanghai') between 8 and 18) as office,
       bool_and(reason is not null) as told from @change where request > '0de30000-0000-8000-8000-000000000000' and request < '0de30001-0000-8000-8000-000000000000'`,
  )
  expect(found).toEqual({ past: true, office: true, told: true })
  expect(await one.rows(`select id from @activity where at > "createdAt"`)).toEqual([])
})

test('numbers are unique and grow with time', async () => {
  for (const object of ['customer', 'lead', 'opportunity']) {
    const rows = await one.rows<{ number: string }>(`select number from @"${object}" order by "createdAt", number`)
    expect(rows.map((r) => r.number)).toEqual(rows.map((r) => r.number).toSorted())
    expect(new Set(rows.map((r) => r.number)).size).toBe(rows.length)
  }
})

test('totals of the aggregates and the roll-ups are the sums of the rows', async () => {
  const { documents } = await runAggregate(one.ctx, one.ctx.object('opportunity'), {
    group: ['outcome'],
    measure: ['count', 'sum:amount'],
  })
  const rows = await one.rows(
    `select outcome, count(*)::int as count, sum(amount)::text as "sum:amount" from @opportunity group by 1 order by 1`,
  )
  expect(documents.map((d) => JSON.parse(d))).toEqual(rows)
  expect(rows.map((r) => r['outcome'])).toEqual(['lost', 'open', 'won'])
  const wrong = await one.rows(
    `select c.id from @customer c where c."wonAmount" <> (select coalesce(sum(o.amount), 0) from @opportunity o where o.customer = c.id and o.outcome = 'won')
       or c."openOpportunities" <> (select count(*) from @opportunity o where o.customer = c.id and o.outcome = 'open')`,
  )
  expect(wrong).toEqual([])
})

test('the lists that people open first have something in them', async () => {
  const count = async (object: string, filter: object) => {
    const from: Context = Object.assign(Object.create(one.ctx) as Context, { now: `${today}T04:00:00.000Z` })
    return (await runList(from, one.ctx.object(object), { filter, fields: ['id'], limit: 200 })).documents.length
  }
  expect(await count('opportunity', { outcome: 'open', expectedClose: { within: 'thisMonth' } })).toBeGreaterThan(0)
  expect(await count('opportunity', { outcome: 'open', expectedClose: { within: 'thisQuarter' } })).toBeGreaterThan(3)
  expect(await count('opportunity', { outcome: 'won', closedOn: { within: 'thisMonth' } })).toBeGreaterThan(0)
  expect(
    await count('task', { status: { in: ['open', 'doing'] }, dueAt: { within: { next: 14, unit: 'day' } } }),
  ).toBeGreaterThan(0)
  expect(await count('lead', { owner: { empty: true } })).toBeGreaterThan(0)
  for (const status of ['new', 'working', 'qualified', 'converted', 'junk'])
    expect(await count('lead', { status })).toBeGreaterThan(0)
  for (const status of ['potential', 'active', 'dormant'])
    expect(await count('customer', { status })).toBeGreaterThan(0)
})

test('quotations and minutes are attached to what they belong to, with contents one can open', async () => {
  const files = await one.rows<{ name: string; key: string; subject: string }>(
    `select f.name, f.key, a.subject from @activity a cross join unnest(a.files) held(id) join @file f on f.id = held.id order by f.name`,
  )
  const quotations = files.filter(({ name }) => name.endsWith('.csv'))
  expect(quotations.length).toBeGreaterThan(5)
  expect(files.length).toBeGreaterThan(quotations.length)
  expect(new Set(quotations.map(({ subject }) => subject))).toEqual(new Set(['发送正式报价']))
  const text = Buffer.concat(await (await one.services.files.open(quotations[0]!.key)).toArray()).toString()
  expect(text).toMatch(/^\ufeff报价单\r\n客户,.+\r\n/)
  expect(text).toMatch(/优惠后合计\(元\),\d+\.00\r\n/)
})

/** All that the story tells, with names instead of ids. */
const facts = (rows: (typeof one)['rows']) =>
  Promise.all(
    [
      `select u.name, u.email, d.name as department from @"user" u left join @department d on d.id = u.department order by u.email`,
      `select c.number, c.name, c."creditCode", c.status, c.level, u.name as owner, c."createdAt"::text, c."wonAmount" from @customer c left join @"user" u on u.id = c.owner order by c.number`,
      `select k.name, k.mobile, c.name as customer, k."createdAt"::text from @contact k join @customer c on c.id = k.customer order by c.number, k.name, k.mobile`,
      `select l.number, l.company, l.status, l.score, u.name as owner from @lead l left join @"user" u on u.id = l.owner order by l.number`,
      `select o.number, o.name, s.name as stage, o.amount, o."closedOn", o."expectedClose", o."updatedAt"::text from @opportunity o join @stage s on s.id = o.stage order by o.number`,
      `select subject, at::text, "createdAt"::text from @activity order by "createdAt", subject, at`,
      `select subject, "dueAt"::text, status, "doneAt"::text from @task order by "createdAt", subject, "dueAt", status`,
    ].map((sql) => rows(sql)),
  )

test('the same seed gives the same company; it is loaded once, taken away whole, and can be loaded again', async () => {
  const [{ load, ctx, services, rows }, other] = [await company(), await company()]
  await load()
  await other.load()
  expect(await facts(other.rows)).toEqual(await facts(rows))

  await expect(load()).rejects.toMatchObject({ code: 'demo.loaded' })
  const [theirs] = await rows<{ id: string }>('select id from @customer order by number limit 1')
  const [mine] = await createRecords(ctx, ctx.object('opportunity'), [{ name: '自己录入的商机', customer: theirs!.id }])

  const { kept, logins } = await removeCompany(ctx, services.auth)
  expect(kept).toEqual({ customer: 1 })
  expect(logins).toBe(9)
  const living = async (object: string) =>
    (await rows<{ id: string }>(`select id from @"${object}" where "deletedAt" is null`)).map(({ id }) => id)
  expect(await living('opportunity')).toEqual([mine!.id])
  expect(await living('customer')).toEqual([theirs!.id])
  expect(await rows('select owner, department from @customer where "deletedAt" is null')).toEqual([
    { owner: null, department: null },
  ])
  for (const object of ['contact', 'lead', 'activity', 'task', 'comment', 'product'])
    expect(await living(object)).toEqual([])
  expect(await rows(`select email from auth."user" where email like '%@demo.example'`)).toEqual([])

  expect((await load()).logins).toHaveLength(9)
}, 180_000)
