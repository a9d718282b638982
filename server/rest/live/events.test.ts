import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen, type ServerEvent } from '#test/listen'
import { type Client, clientOf, cookieOf, openServer, password, signIn, type TestServer } from '#test/server'

let s: TestServer
const open: Listening[] = []
beforeAll(async () => {
  s = await openServer()
})
afterAll(async () => {
  open.forEach((l) => l.close())
  await s.close()
})

const watching = async (who: Pick<Client, 'cookie'>, query: string, headers?: Record<string, string>, url = s.url) => {
  const listening = await listen(url, who, query, headers)
  open.push(listening)
  return listening
}
const made = async (who: Client, name: string): Promise<string> =>
  (await who.call('POST', '/records/customer', { name })).body.id
const change = (who: Client, id: string, patch: object) =>
  who.call('PATCH', `/records/customer/${id}`, patch, { 'if-match': '*' })
const of = (listening: Listening, id: string): ServerEvent[] => listening.events.filter((e) => e.data.id === id)
const shortly = { interval: 20 }
/** A change that all see: when it has come, whatever was before it has come too. */
const flush = async (...all: Listening[]) => {
  const id = await made(s.admin, `标记 ${crypto.randomUUID()}`)
  await change(s.admin, id, { owner: s.amy.id })
  await s.admin.call('PUT', `/records/customer/${id}/team/${s.eve.id}`, { may: 'read' })
  await change(s.admin, id, { level: 'A' })
  await expect.poll(() => all.every((l) => of(l, id).some((e) => e.data.version === 3)), shortly).toBe(true)
}

test('a change by one person is told to another who sees the record, and to nobody who does not', async () => {
  const [mgr, bob, eve] = [
    await watching(s.mgr, 'watch=customer'),
    await watching(s.bob, 'watch=customer'),
    await watching(s.eve, 'watch=customer'),
  ]
  expect(mgr.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(mgr.headers.get('cache-control')).toBe('no-store, private')
  const id = await made(s.amy, '实时公司')
  await change(s.amy, id, { level: 'B' })
  await flush(mgr, bob, eve)
  const told = [
    { event: 'change', data: { object: 'customer', id, version: 1, op: 'create' } },
    { event: 'change', data: { object: 'customer', id, version: 2, op: 'update' } },
  ]
  // Two changes may come as one, the newer.
  for (const listening of [mgr, bob])
    expect(told).toEqual(expect.arrayContaining(of(listening, id).map(({ event, data }) => ({ event, data }))))
  expect(of(mgr, id).at(-1)!.data.version).toBe(2)
  expect(of(eve, id)).toEqual([])
})

test('a record that leaves her reach is gone for who had it before her, and was never there for the others', async () => {
  const id = await made(s.amy, '转走的公司')
  const hers = await watching(s.amy, `watch=customer:${id}`)
  const list = await watching(s.amy, 'watch=customer')
  const claimed = await watching(s.eve, `watch=customer,customer:${id}`)
  await change(s.amy, id, { level: 'B' })
  await expect.poll(() => of(list, id).length, shortly).toBe(1)
  await change(s.admin, id, { owner: s.eve.id, department: s.departments['south'] })
  await expect.poll(() => of(hers, id).map((e) => e.event), shortly).toEqual(['change', 'gone'])
  await expect.poll(() => of(list, id).at(-1)!.event, shortly).toBe('gone')
  await expect.poll(() => of(claimed, id).map((e) => e.event), shortly).toEqual(['change'])
  await change(s.admin, id, { owner: s.amy.id, department: s.departments['north'] })
  await expect.poll(() => of(claimed, id).at(-1)!.event, shortly).toBe('gone')
  await change(s.amy, id, { level: 'A' })
  await expect.poll(() => of(list, id).at(-1)!.data.version, shortly).toBe(5)
  await flush(claimed)
  expect(of(claimed, id)).toHaveLength(2)
})

test('A22: a list that a record has left is looked at anew, and so are the lists of what belongs to it; no id is said', async () => {
  const id = await made(s.amy, '移交的公司')
  const south = { owner: s.eve.id, department: s.departments['south'] }
  const contact = (await s.amy.call('POST', '/records/contact', { name: '移交的人', customer: id })).body.id
  const hers = await watching(s.amy, 'watch=customer,contact')
  const [list, contacts] = [await watching(s.bob, 'watch=customer'), await watching(s.eve, 'watch=contact')]
  const others = await watching(s.sup, 'watch=contact')
  expect((await change(s.admin, id, south)).status).toBe(200)
  const refreshed = ({ events }: Listening) => events.filter((e) => e.event === 'refresh').map((e) => e.data.object)
  await expect.poll(() => refreshed(hers), shortly).toContain('customer')
  await expect.poll(() => refreshed(list), shortly).toEqual(['customer'])
  await expect.poll(() => refreshed(contacts), shortly).toEqual(['contact'])
  expect(JSON.stringify([list.events, contacts.events, others.events])).not.toContain(contact)
  expect(JSON.stringify(list.events)).not.toContain(id)
  await flush(list)
  // Who is taken off a team loses the record the same way.
  const team = `/records/customer/${id}/team/${s.bob.id}`
  expect((await s.admin.call('PUT', team, { may: 'read' })).status).toBe(200)
  await expect.poll(() => of(list, id).at(-1)?.event, shortly).toBe('change')
  expect((await s.admin.call('DELETE', team)).status).toBe(200)
  await expect.poll(() => of(list, id).at(-1)?.event, shortly).toBe('gone')
  const contactsOfBob = await watching(s.bob, 'watch=contact')
  await s.admin.call('PUT', team, { may: 'read' })
  await expect.poll(() => refreshed(contactsOfBob), shortly).toEqual(['contact'])
  await s.admin.call('DELETE', team)
  await expect.poll(() => refreshed(contactsOfBob), shortly).toEqual(['contact', 'contact'])
  // An ordinary change of what is out of reach is nothing to them, as before.
  const heard = list.events.length
  await change(s.eve, id, { level: 'A' })
  await flush(list)
  expect(list.events.slice(heard).filter((e) => e.event === 'refresh' || e.data.id === id)).toEqual([])
})

test('a record whose owner is now of another department leaves the list of who saw it by its department', async () => {
  const id = await made(s.amy, '换人的公司')
  const list = await watching(s.mgr, 'watch=customer')
  await change(s.admin, id, { owner: s.eve.id })
  await expect.poll(() => list.events.map((e) => e.event), shortly).toContain('refresh')
})

test('F26 rights that changed while her line was broken are told when she comes back', async () => {
  const line = await watching(s.bob, 'watch=customer')
  line.close()
  const move = (department: string) =>
    s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: s.departments[department] }, { 'if-match': '*' })
  await move('south')
  const back = await watching(s.bob, 'watch=customer', { 'last-event-id': line.cursor()! })
  await expect.poll(() => back.events.map((e) => e.event), shortly).toContain('rights')
  await move('north')
  await expect.poll(() => back.events.filter((e) => e.event === 'rights').length, shortly).toBe(2)
  const again = await watching(s.bob, 'watch=customer', { 'last-event-id': back.cursor()! })
  await flush(again)
  expect(again.events.filter((e) => e.event === 'rights')).toHaveLength(0)
})

test('A22: naming a record she may not see tells her nothing of it, not even that it went', async () => {
  const id = await made(s.amy, '别人的公司')
  const spy = await watching(s.eve, `watch=customer:${id},customer`)
  await change(s.amy, id, { level: 'B' })
  await s.amy.call('DELETE', `/records/customer/${id}`)
  await flush(spy)
  expect(of(spy, id)).toEqual([])
  expect((await watching(s.eve, 'watch=nonsense')).status).toBe(404)
  // Objects beyond her rights are no more there than mistyped ones.
  const [hidden, mistyped] = [
    await s.sup.call('GET', '/events?watch=lead'),
    await s.sup.call('GET', '/events?watch=leed'),
  ]
  expect([hidden.status, hidden.body.code]).toEqual([mistyped.status, mistyped.body.code])
})

test('a deletion and a restoration are told as such', async () => {
  const id = await made(s.amy, '删除的公司')
  const mgr = await watching(s.mgr, 'watch=customer')
  await s.amy.call('DELETE', `/records/customer/${id}`)
  await expect.poll(() => of(mgr, id).at(-1)?.data.op, shortly).toBe('delete')
  await s.amy.call('POST', `/records/customer/${id}/restore`, {})
  await expect.poll(() => of(mgr, id).at(-1)?.data.op, shortly).toBe('restore')
})

test('F26: who comes back with her cursor misses nothing, also on another process; one too far behind is told to look anew', async () => {
  const first = await watching(s.mgr, 'watch=customer')
  await flush(first)
  const cursor = first.cursor()!
  first.close()
  const missed = [await made(s.amy, '断线一'), await made(s.amy, '断线二')]
  const node = await s.secondNode()
  try {
    const back = await watching(s.mgr, 'watch=customer', { 'last-event-id': cursor }, node.url)
    for (const id of missed) expect(of(back, id).map((e) => e.data.op)).toEqual(['create'])
    // A change on the first process reaches a listener of the second.
    const id = await made(s.amy, '另一进程')
    await expect.poll(() => of(back, id).length, shortly).toBe(1)
  } finally {
    await node.close()
  }
  const forged = await watching(s.mgr, 'watch=customer', { 'last-event-id': cursor.replace(/...~/, 'xxx~') })
  expect(forged.events.map((e) => e.event)).toEqual(['resync'])
  await s.db.query(
    `insert into ws_main.change (id, at, tx, actor, via, object, record, version, op, request)
     select gen_random_uuid(), now(), pg_current_xact_id(), $1, 'import', 'customer', gen_random_uuid(), 1, 'create', gen_random_uuid() from generate_series(1, 2100)`,
    [s.admin.id],
  )
  expect((await watching(s.mgr, 'watch=customer', { 'last-event-id': cursor })).events.map((e) => e.event)).toEqual([
    'resync',
  ])
})

test('a change is told while somebody else’s long transaction is still open', async () => {
  const mgr = await watching(s.mgr, 'watch=customer')
  await s.db.transaction(async (long) => {
    await long.query('select pg_current_xact_id()')
    const id = await made(s.amy, '不等长事务')
    await expect.poll(() => of(mgr, id).length, shortly).toBe(1)
    const again = await made(s.amy, '再来一个')
    await expect.poll(() => of(mgr, again).length, shortly).toBe(1)
    expect(of(mgr, id)).toHaveLength(1)
  })
  await flush(mgr)
})

test('F26: nor does it matter how much was changed while that transaction lasts', async () => {
  const [mgr, eve] = [await watching(s.mgr, 'watch=customer'), await watching(s.eve, 'watch=customer')]
  await s.db.transaction(async (long) => {
    await long.query('select pg_current_xact_id()')
    for (const part of ['甲', '乙', '丙']) {
      const records = Array.from({ length: 800 }, (_, i) => ({ name: `${part}批公司 ${i}`, owner: s.amy.id }))
      const all = { operation: 'create', records, atomic: true, allowDuplicate: true }
      expect((await s.admin.call('POST', '/records/customer/batch', all)).status).toBe(200)
    }
    const id = await made(s.amy, '两千条以后')
    await expect.poll(() => of(mgr, id).length, shortly).toBe(1)
    const later = await watching(s.mgr, `watch=customer&after=${encodeURIComponent(eve.cursor()!)}`)
    expect(later.events.map((e) => e.event)).toContain('resync')
    expect(of(mgr, id)).toHaveLength(1)
  })
  await flush(mgr)
})

test('hundreds of changes at once are one word to look anew, and none to who sees none of them', async () => {
  const [mgr, eve] = [await watching(s.mgr, 'watch=customer'), await watching(s.eve, 'watch=customer')]
  const records = Array.from({ length: 250 }, (_, i) => ({ name: `批量公司 ${i}`, owner: s.amy.id }))
  const batch = await s.admin.call('POST', '/records/customer/batch', { operation: 'create', records, atomic: true })
  expect(batch.status).toBe(200)
  await expect
    .poll(() => mgr.events, shortly)
    .toContainEqual(expect.objectContaining({ event: 'refresh', data: { object: 'customer' } }))
  await flush(eve)
  expect(eve.events.filter((e) => e.event === 'refresh')).toEqual([])
})

test('A42: the stream ends within seconds when its session ends, when the person is disabled, and not for others', async () => {
  const cookie = cookieOf(
    await clientOf(s.url).call('POST', '/api/auth/sign-in/email', { email: 'sup@example.com', password }),
  )
  const second = clientOf(s.url, s.sup.id, { cookie })
  const [kept, ended] = [await watching(s.sup, 'watch=customer'), await watching(second, 'watch=customer')]
  await second.call('POST', '/api/auth/sign-out', {})
  await ended.closed
  expect(ended.events.at(-1)!.event).toBe('ended')
  await s.admin.call('POST', `/users/${s.sup.id}/disable`, {})
  await kept.closed
  expect(kept.events.at(-1)!.event).toBe('ended')
  expect((await listen(s.url, s.sup, 'watch=customer')).status).toBe(401)
})

test('A42: a role taken away takes the records with it that she had before her', async () => {
  const id = await made(s.amy, '角色公司')
  const bob = await watching(s.bob, `watch=customer,customer:${id}`)
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: s.departments['south'] }, { 'if-match': '*' })
  await expect.poll(() => bob.events.map((e) => e.event), shortly).toEqual(['gone', 'rights'])
  await s.admin.call('PATCH', `/records/user/${s.bob.id}`, { department: s.departments['north'] }, { 'if-match': '*' })
  await expect.poll(() => bob.events.length, shortly).toBe(3)
  await change(s.amy, id, { level: 'B' })
  await expect.poll(() => of(bob, id).at(-1)?.event, shortly).toBe('change')
})

test('A77: streams need a sign-in, are not for other sites, and one person has only so many', async () => {
  expect((await listen(s.url, { cookie: '' }, 'watch=customer')).status).toBe(401)
  expect((await listen(s.url, s.rdr, 'watch=customer', { origin: 'https://evil.example' })).status).toBe(403)
  expect((await listen(s.url, s.rdr, 'watch=customer', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  const many = await Promise.all(Array.from({ length: 20 }, () => watching(s.rdr, 'watch=customer')))
  expect(many.map((l) => l.status)).toEqual(Array(20).fill(200))
  expect((await listen(s.url, s.rdr, 'watch=customer')).status).toBe(429)
  many[0]!.close()
  await expect.poll(async () => (await watching(s.rdr, 'watch=customer')).status, shortly).toBe(200)
  const tooWide = Array.from({ length: 201 }, () => 'customer').join(',')
  expect((await s.rdr.call('GET', `/events?watch=${tooWide}`)).status).toBe(400)
})

test('a server that stops ends its streams in good order, and waits neither for them nor for who has asked nothing', async () => {
  const node = await s.secondNode()
  const amy = await signIn(node.url, 'amy@example.com')
  const listening = await watching(amy, 'watch=customer', {}, node.url)
  const silent = connect(Number(new URL(node.url).port), '127.0.0.1')
  const hungUp = once(silent, 'close')
  await once(silent, 'connect')
  await node.close()
  await hungUp
  expect(await listening.closed).toBeUndefined()
  expect(listening.events.map((e) => e.event)).not.toContain('ended')
})
