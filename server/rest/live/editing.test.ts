import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from '#test/listen'
import { type Client, clientOf, cookieOf, openServer, password, signIn, type TestServer } from '#test/server'

let s: TestServer
let open: Listening[] = []
let id: string
beforeAll(async () => {
  s = await openServer()
  id = (await s.amy.call('POST', '/records/customer', { name: '海川机电' })).body.id
})
afterEach(async () => {
  open.forEach((l) => l.close())
  open = []
  for (const who of [s.amy, s.mgr]) await leave(who)
})
afterAll(() => s.close())

const watching = async (who: Pick<Client, 'cookie'>, query: string, url = s.url) => {
  const listening = await listen(url, who, query)
  open.push(listening)
  return listening
}
const edit = (who: Client, record = id, more: object = {}) =>
  who.call('PUT', '/me/editing', { object: 'customer', id: record, ...more })
const leave = (who: Client, record = id) => who.call('DELETE', `/me/editing?object=customer&id=${record}`)

/** Who edits each record, by what a watcher was told last; `null` is somebody without a name. */
const editorsOf = ({ events }: Listening): Record<string, (string | null)[]> =>
  Object.fromEntries(
    events
      .filter(({ event }) => event === 'editing')
      .flatMap(({ data }) => (data as unknown as Told).records)
      .map(({ id: record, by }) => [record, by.map((one) => one?.name ?? null).sort()]),
  )
interface Told {
  readonly records: readonly { readonly id: string; readonly by: readonly ({ readonly name: string } | null)[] }[]
}

test('who looks at a record, or at a list that holds it, sees who edits it, until that one leaves', async () => {
  const [page, list] = [await watching(s.mgr, `watch=customer:${id}`), await watching(s.bob, 'watch=customer')]
  expect((await edit(s.amy)).body).toEqual({ held: true })
  await expect.poll(() => [editorsOf(page)[id], editorsOf(list)[id]]).toEqual([['amy'], ['amy']])
  await edit(s.mgr)
  await expect.poll(() => editorsOf(list)[id]).toEqual(['amy', 'mgr'])
  // Of herself nobody is told.
  expect(editorsOf(page)[id]).toEqual(['amy'])
  await leave(s.amy)
  await leave(s.mgr)
  await expect.poll(() => [editorsOf(page)[id], editorsOf(list)[id]]).toEqual([[], []])
})

test('who comes later is told too, and it works across processes, whichever of them hears the editor', async () => {
  const node = await s.secondNode()
  try {
    const there = await watching(s.mgr, 'watch=customer', node.url)
    await edit(s.amy)
    await expect.poll(() => editorsOf(there)[id]).toEqual(['amy'])
    const late = await watching(s.mgr, `watch=customer:${id}`, node.url)
    await expect.poll(() => editorsOf(late)[id]).toEqual(['amy'])
    const here = await watching(s.bob, 'watch=customer')
    await expect.poll(() => editorsOf(here)[id]).toEqual(['amy'])
    await leave(clientOf(node.url, s.amy.id, { cookie: s.amy.cookie }))
    await expect.poll(() => [there, late, here].map((l) => editorsOf(l)[id])).toEqual([[], [], []])
  } finally {
    await node.close()
  }
})

test('A22: of a record out of reach nobody learns that it is edited, nor can anybody claim to edit it', async () => {
  const [spy, list] = [await watching(s.eve, `watch=customer,customer:${id}`), await watching(s.bob, 'watch=customer')]
  expect((await edit(s.eve)).status).toBe(404)
  expect((await edit(s.rdr)).status).toBe(403)
  await edit(s.amy)
  await expect.poll(() => editorsOf(list)[id]).toEqual(['amy'])
  // She hears of one that she may see; what went before would have come before it.
  const hers = (await s.eve.call('POST', '/records/customer', { name: '南区客户' })).body.id
  await edit(s.admin, hers)
  await expect.poll(() => editorsOf(spy)).toEqual({ [hers]: ['管理员'] })
  await leave(s.admin, hers)
})

test('a colleague whose name is hidden from the watcher stays without one', async () => {
  const path = `/roles/${s.roles.get('manager')}/rights`
  const { grants, abilities } = (await s.admin.call('GET', path)).body
  const user = { ...grants.user, fields: { ...grants.user?.fields, name: 'hidden' } }
  expect((await s.admin.call('PUT', path, { grants: { ...grants, user }, abilities })).status).toBe(200)
  const page = await watching(s.mgr, `watch=customer:${id}`)
  await edit(s.amy)
  await expect.poll(() => editorsOf(page)[id]).toEqual([null])
  expect(JSON.stringify(page.events)).not.toContain(s.amy.id)
  await s.admin.call('PUT', path, { grants, abilities })
})

test('each session has one place: the next takes it, a renewal of the first does not take it back', async () => {
  const other = (await s.amy.call('POST', '/records/customer', { name: '远洋食品' })).body.id
  const list = await watching(s.mgr, 'watch=customer')
  await edit(s.amy)
  await edit(s.amy, other)
  expect((await edit(s.amy, id, { renew: true })).body).toEqual({ held: false })
  await expect.poll(() => editorsOf(list)[other]).toEqual(['amy'])
  expect(editorsOf(list)[id] ?? []).toEqual([])
  // Leaving where she is not changes nothing, and another session of hers is another place.
  await leave(s.amy)
  const again = await clientOf(s.url).call('POST', '/api/auth/sign-in/email', { email: 'amy@example.com', password })
  const second = clientOf(s.url, s.amy.id, { cookie: cookieOf(again) })
  await edit(second)
  await expect.poll(() => editorsOf(list)).toMatchObject({ [id]: ['amy'], [other]: ['amy'] })
  await leave(second)
  await leave(s.amy, other)
  await expect.poll(() => editorsOf(list)).toMatchObject({ [id]: [], [other]: [] })
})

test('A77: opening and leaving as fast as can be is limited, and is few words to those who watch', async () => {
  const node = await s.secondNode()
  try {
    const hasty = await signIn(node.url, 'amy@example.com')
    const page = await watching(s.mgr, `watch=customer:${id}`, node.url)
    const answers = await Promise.all(
      Array.from({ length: 130 }, async () => [(await edit(hasty)).status, (await leave(hasty)).status]),
    )
    expect(new Set(answers.flat())).toEqual(new Set([200, 204, 429]))
    await edit(s.mgr)
    await leave(s.mgr)
    await expect.poll(() => editorsOf(page)[id] ?? []).toEqual([])
    expect(page.events.filter(({ event }) => event === 'editing').length).toBeLessThan(answers.length / 4)
    // A program has no screen, and so no place.
    const { key } = (await s.amy.call('POST', '/api-keys', { name: '编辑', scopes: ['customer:write'] })).body
    expect((await edit(clientOf(s.url, '', { key }))).status).toBe(403)
  } finally {
    await node.close()
  }
})

test('nothing of it is stored', async () => {
  const before = await s.db.query('select count(*) from ws_main.change')
  await edit(s.amy)
  expect(await s.db.query('select count(*) from ws_main.change')).toEqual(before)
})
