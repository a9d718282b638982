import { beforeAll, expect, test } from 'vitest'
import type { AppError, Context } from '#engine'
import { at, Sample, type Sampled, sampled } from '#test/worlds/every-kind'
import { limits } from './limits.ts'
import { type ListRequest, runList } from './run-list.ts'

let w: Sampled
beforeAll(async () => {
  w = await sampled()
})

const names = async (filter: unknown, ctx: Context = w.sales, more: ListRequest = {}) => {
  const page = await runList(ctx, ctx.object('sample'), { filter, fields: ['name'], sort: 'id', limit: 200, ...more })
  return page.documents.map((d) => (JSON.parse(d) as { name: string }).name)
}
const refusal = async (filter: unknown, ctx: Context = w.sales) => {
  const error: AppError = await names(filter, ctx).then(
    () => expect.unreachable(`not refused: ${JSON.stringify(filter)}`),
    (e: AppError) => e,
  )
  return { code: error.code, status: error.status, message: error.message }
}

test('a plain value means equal, a list one of them, null nothing', async () => {
  expect(await names({ color: 'red' })).toEqual(['阿里', 'a%b'])
  expect(await names({ color: ['green', 'blue'] })).toEqual(['百度', '长城'])
  expect(await names({ color: null, price: { ne: null } })).toEqual(['A\\b'])
  expect(await names({})).toHaveLength(12)
})

test('a path leads to the record behind a reference', async () => {
  expect(await names({ 'parent.name': '长城' })).toEqual(['张三', '李四'])
  expect(await names({ 'parent.parent.name': { empty: false } })).toEqual([])
  expect(await names({ 'keeper.email': { startsWith: 'sales@' } })).toEqual(['阿里', '长城'])
  expect(await names({ 'home.name': 'north' })).toEqual(['阿里'])
  expect(await names({ 'parent.color': { ne: 'red' }, parent: { empty: false } })).toEqual(['a_b', '张三', '李四'])
})

test('related records: some, none or every one of them', async () => {
  expect(await names({ parts: { some: { price: { gt: '1000' } } } })).toEqual(['阿里'])
  expect(await names({ parts: { none: {} }, color: { empty: false } })).toEqual(['a%b'])
  // Where there are none, every one of them fulfils anything.
  expect(await names({ parts: { every: { active: true } }, color: { empty: false } })).toEqual(['a%b'])
  expect(await names({ parts: { every: { price: { gte: '100' } } }, color: 'red' })).toEqual(['阿里', 'a%b'])
  expect(await names({ friendOf: { some: { name: 'a%b' } } })).toEqual(['百度'])
  expect(await names({ mentions: { some: {} } })).toEqual(['阿里', '长城'])
  expect(await names({ parts: { some: { parts: { none: {} } } } })).toEqual(['阿里', '百度', '长城'])
})

test('a day begins and ends where the workspace lies, and a date has no zone', async () => {
  const onNewYearsEve = (hour: string) => at(w.sales, `2026-12-31T${hour}:00:00Z`)
  expect(await names({ at: { within: 'today' } }, onNewYearsEve('15'))).toEqual([])
  expect(await names({ at: { within: 'today' } }, onNewYearsEve('16'))).toEqual(['长城'])
  expect(await names({ day: { within: 'today' } }, onNewYearsEve('15'))).toEqual(['长城'])
  expect(await names({ day: { within: 'thisMonth' } }, at(w.sales, '2026-01-31T15:00:00Z'))).toEqual(['阿里', '曾五'])
  expect(await names({ at: { within: 'thisMonth' } }, at(w.sales, '2026-01-31T15:00:00Z'))).toEqual(['百度'])
  expect(await names({ day: { within: { last: 2, unit: 'day' } } }, at(w.sales, '2026-02-01T01:00:00Z'))).toEqual([
    '阿里',
    '百度',
    '曾五',
  ])
  expect(await names({ day: { within: 'thisYear' } }, at(w.sales, '2027-01-01T00:00:00Z'))).toEqual([])
})

test('the quick search looks into names; signs and case do not count, and signs alone find nothing', async () => {
  expect(await names(undefined, w.sales, { q: ' a%B ' })).toEqual(['A\\b', 'a%b', 'a_b'])
  expect(await names(undefined, w.sales, { q: 'a%c' })).toEqual([])
  expect(await names(undefined, w.sales, { q: '\\' })).toEqual([])
  expect(await names({ color: 'red' }, w.sales, { q: '阿' })).toEqual(['阿里'])
})

test('A10 A21 a hidden field, an unknown one and a typo get the same answer, whatever is asked of them', async () => {
  const tests = [null, 'x', { eq: 'x' }, { in: ['x'] }, { contains: '' }, { empty: true }, { nonsense: 1 }, 5]
  for (const wanted of tests) {
    const hidden = await refusal({ nick: wanted }, w.reader)
    const typo = await refusal({ nikc: wanted }, w.reader)
    expect(hidden).toMatchObject({ code: 'request.unknownField', status: 422 })
    expect({ ...hidden, message: hidden.message.replace('nick', 'nikc') }).toEqual(typo)
  }
  const path = await refusal({ 'parent.nick': 'x' }, w.reader)
  expect({ ...path, message: path.message.replace('nick', 'nikc') }).toEqual(
    await refusal({ 'parent.nikc': 'x' }, w.reader),
  )
})

test('A11 the path to a hidden field is refused behind every reference, and lists under it too', async () => {
  expect(await refusal({ parts: { some: { nick: 'x' } } }, w.reader)).toMatchObject({ code: 'request.unknownField' })
  expect(await refusal({ 'createdBy.password': 'x' })).toMatchObject({ code: 'request.unknownField' })
  expect(await refusal({ 'parent.parent.parent.parent.name': 'x' })).toMatchObject({ code: 'request.tooCostly' })
})

test('a masked field is shown masked, but nobody finds anything by it', async () => {
  expect(await refusal({ price: { gte: '1' } }, w.reader)).toMatchObject({ code: 'request.maskedField' })
  // A formula over a masked field would tell it.
  expect(await refusal({ double: { gte: '1' } }, w.reader)).toMatchObject({ code: 'request.unknownField' })
  await expect(names(undefined, w.reader, { sort: 'price' })).rejects.toMatchObject({ code: 'request.maskedField' })
  const [first] = (await runList(w.reader, w.reader.object('sample'), { sort: 'id', limit: 1 })).documents
  expect(JSON.parse(first!)).toMatchObject({ name: '阿里', price: '••••' })
  expect(JSON.parse(first!)).not.toHaveProperty('nick')
})

test.each([
  ['a list', []],
  ['a word', 'x'],
  ['nothing', null],
  ['a list where conditions belong', { and: { color: 'red' } }],
  ['a number for a text', { name: { contains: 5 } }],
  ['a list operator without a list', { tags: { hasAny: 'VIP' } }],
  ['an unknown range of time', { at: { within: 'soon' } }],
  ['a range of time without end', { at: { within: { last: 1e9, unit: 'day' } } }],
  ['a region that is none', { place: { within: "31' or 1=1" } }],
  ['related records without a word', { parts: { name: 'x' } }],
  ['an empty test', { name: {} }],
  ['a formula compared with a wrong kind', { double: { eq: '2026-01-01' } }],
  ['a formula compared with a list', { double: { eq: ['1'] } }],
])('what cannot be read is refused with an example: %s', async (_, filter) => {
  expect(await refusal(filter)).toMatchObject({ code: 'request.badFilter', status: 422 })
})

test.each([
  ['an operator', { name: { "= '' or 1=1 --": 1 } }],
  ['an operator of another kind of field', { price: { contains: '1' } }],
  ['an operator that every JavaScript object has', { name: { constructor: 1 } }],
])('A35 what looks like SQL or JavaScript is just unknown: %s', async (_, filter) => {
  expect(await refusal(filter)).toMatchObject({ code: 'request.noSuchOperator', status: 422 })
})

test('A35 values are taken literally, as a sort key and as a field they are unknown', async () => {
  expect(await names({ name: "' or 1=1 --" })).toEqual([])
  for (const sort of ['name;select pg_sleep(3)', '(select 1)', 'name desc nulls last', '__proto__'])
    await expect(names(undefined, w.sales, { sort })).rejects.toMatchObject({ code: 'request.unknownField' })
  expect(await refusal(JSON.parse('{"__proto__": {"x": 1}}'))).toMatchObject({ code: 'request.unknownField' })
})

test('a request that asks too much is told which limit it ran into', async () => {
  const deep = (depth: number): object => (depth === 0 ? { color: 'red' } : { not: deep(depth - 1) })
  const many = (count: number) => ({ or: Array.from({ length: count }, () => ({ color: 'red' })) })
  const related = { parts: { some: { parts: { some: { parts: { some: {} } } } } } }
  const told = async (filter: unknown) => (await refusal(filter)).message
  expect(await names(deep(limits.depth))).toHaveLength(2)
  expect(await told(deep(limits.depth + 1))).toContain(`条件嵌套层数最多 ${limits.depth}`)
  expect(await told(many(limits.tests + 1))).toContain(`条件个数最多 ${limits.tests}`)
  expect(await told({ or: Array.from({ length: limits.tests + 1 }, () => ({})) })).toContain('条件个数')
  expect(await told({ color: { in: Array.from({ length: limits.list + 1 }, () => 'red') } })).toContain(
    `最多 ${limits.list}`,
  )
  expect(await told(related)).toContain(`最多 ${limits.related}`)
  for (const limit of [0, -1, 1.5, limits.page + 1, Number.NaN])
    await expect(names(undefined, w.sales, { limit })).rejects.toThrow(`limit最多 ${limits.page}`)
  await expect(names(undefined, w.sales, { sort: 'name,nick,count,rate' })).rejects.toThrow(
    `排序字段最多 ${limits.sortKeys}`,
  )
})

test('A11 records out of reach are not there behind a path, nor among related ones', async () => {
  const grants = { sample: { read: 'own', create: true }, user: { read: 'all' } } as const
  const own = await w.person({ roles: [await w.role('自己的', grants)] })
  const [hidden] = w.rows
  // A record without an owner field belongs to who made it; the references to and from others' were set by the system.
  const mine = await own.create(Sample, { name: '我的' })
  await w.system.update(Sample, mine.id, { parent: hidden!['id'] as never })
  const part = await w.system.create(Sample, { name: '别人的部件', parent: mine.id })
  expect(await names(undefined, own)).toEqual(['我的'])
  expect(await names({ 'parent.name': { empty: true }, parent: { empty: false } }, own)).toEqual(['我的'])
  expect(await names({ parts: { some: {} } }, own)).toEqual([])
  expect(await names({ parts: { some: { name: '别人的部件' } } }, own)).toEqual([])
  expect(await names({ parts: { none: { name: '别人的部件' } } }, own)).toEqual(['我的'])
  expect(await names({ parts: { every: { name: '什么都行' } } }, own)).toEqual(['我的'])
  expect(await names({ parts: { some: { name: '别人的部件' } } })).toEqual(['我的'])
  for (const { id } of [part, mine]) await w.system.remove(Sample, id)
})
