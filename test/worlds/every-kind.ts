import { Context, createRecords, defineObject, f, type Module } from '#engine'
import admin from '#modules/admin'
import { type Workspace, workspace } from '#test/workspace'

/** For tests: an object with a field of every kind that can be filtered, and records that hold something or nothing. */
export const Sample = defineObject('sample', {
  label: '样品',
  title: 'name',
  list: ['name'],
  fields: {
    name: f.text('名称', { required: true, search: true }),
    nick: f.text('别名'),
    note: f.longText('说明'),
    count: f.integer('个数'),
    rate: f.decimal('比例'),
    price: f.money('价格'),
    share: f.percent('份额'),
    active: f.flag('在用'),
    day: f.date('日期'),
    at: f.datetime('时间'),
    color: f.choice('颜色', { options: { red: '红', green: '绿', blue: '蓝' } }),
    sizes: f.multiChoice('尺寸', { options: { s: '小', m: '中', l: '大' } }),
    tags: f.tags('标签'),
    phone: f.phone('电话'),
    email: f.email('邮箱'),
    site: f.url('网站'),
    place: f.address('地址'),
    keeper: f.user('保管人'),
    home: f.department('部门'),
    parent: f.ref('上级', { to: 'sample', inverse: 'parts' }),
    friends: f.refs('同类', { to: 'sample', inverse: 'friendOf' }),
    about: f.relatedTo('关于', { to: ['sample', 'user'], inverse: 'mentions' }),
    code: f.serial('编号', { pattern: 'S{000}' }),
    double: f.formula('两倍', { expression: 'price * 2', result: 'money' }),
    big: f.formula('大件', { expression: 'price > 100', result: 'flag' }),
    partCount: f.rollup('部件数', { of: 'sample', by: 'parent', measure: 'count' }),
  },
  grants: {
    sales: { read: 'all', create: true, update: 'all', delete: 'all', bulk: true },
    reader: { read: 'all', fields: { price: 'masked', nick: 'hidden' } },
  },
})

const samples: Module = {
  name: 'samples',
  label: '样品',
  needs: ['admin'],
  objects: [Sample],
  actions: [],
  en: {},
}

export type Sampled = Workspace & { readonly rows: readonly Record<string, unknown>[] }

/** A workspace with twelve samples; `rows` are their documents as the system sees them. */
export const sampled = async (options: { zone?: string } = {}): Promise<Sampled> => {
  const w = await workspace({ modules: [admin, samples], ...options })
  const object = w.system.object('sample')
  const [me, other] = [w.sales.actor.id, w.manager.actor.id]
  const bare = Array.from({ length: 3 }, (_, i) => ({ name: `空 ${i}` }))
  const first = await createRecords(w.system, object, [
    {
      name: '阿里',
      nick: 'Ali_100%',
      note: '一行\n两行',
      count: 0,
      rate: '0',
      price: '0.00',
      share: '0',
      active: true,
      day: '2026-01-31',
      at: '2026-01-31T16:00:00Z',
      color: 'red',
      sizes: ['s'],
      tags: ['VIP'],
      phone: '13800138000',
      email: 'a@example.com',
      site: 'https://a.example.com/x',
      place: { region: '310115' },
      keeper: me,
      home: w.departments.north,
    },
    {
      name: '百度',
      nick: 'baidu',
      note: '两行',
      count: -3,
      rate: '0.333333',
      price: '99.99',
      share: '12.5',
      active: false,
      day: '2026-02-01',
      at: '2026-01-31T15:59:59.999Z',
      color: 'green',
      sizes: ['s', 'm'],
      tags: ['VIP', '老客户'],
      phone: '021-60861234',
      email: 'b@example.org',
      site: 'https://b.example.com/',
      place: { region: '310000', detail: '某路' },
      keeper: other,
      home: w.departments.south,
    },
    {
      name: '长城',
      nick: 'BAIDU',
      count: 7,
      rate: '-1.5',
      price: '100.00',
      share: '100',
      day: '2026-12-31',
      at: '2026-12-31T16:00:00Z',
      color: 'blue',
      sizes: ['l', 'm', 's'],
      tags: ['潜在'],
      place: { region: '440305' },
      keeper: me,
    },
    ...bare,
  ])
  const [a, b, c] = first.map((r) => r.id)
  await createRecords(w.system, object, [
    { name: 'A\\b', price: '100.01', parent: a, friends: [a, b], about: { object: 'sample', id: a } },
    { name: 'a%b', price: '1234567.89', parent: a, friends: [b], about: { object: 'user', id: me }, color: 'red' },
    { name: 'a_b', count: 7, parent: b, friends: [a, b, c], place: { detail: '只有街道' }, tags: ['vip'] },
    { name: '张三', parent: c, active: true },
    { name: '李四', parent: c, active: false, about: { object: 'sample', id: c } },
    { name: '曾五', day: '2026-01-31', at: '2026-01-31T16:00:00Z' },
  ])
  const documents = await w.session.query<{ id: string }>(`select id from "${w.schema}".sample order by id`)
  const rows = await Promise.all(documents.map(({ id }) => w.system.get(Sample, id as never)))
  return { ...w, rows: rows as unknown as Record<string, unknown>[] }
}

/** The same person with a clock of her own. */
export const at = (ctx: Context, now: string): Context => new Context(ctx.ground, ctx.actor, {}, now)
