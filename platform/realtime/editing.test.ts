import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type OwnDatabase, ownDatabase } from '#test/own-database'
import { createEditing, type Editing, type Place } from './editing.ts'
import { openWords, type Words } from './words.ts'

let own: OwnDatabase
let words: Words[] = []
let nodes: Editing[] = []
beforeAll(async () => {
  own = await ownDatabase()
})
afterEach(async () => {
  nodes.forEach((node) => node.close())
  await Promise.all(words.map((one) => one.close()))
  words = []
  nodes = []
})
afterAll(() => own.drop())

/** A process on the same database, and what it noticed. */
const node = (keptMs = 60_000) => {
  const noticed: string[] = []
  const one = openWords({ url: own.url, database: own.db })
  const editing = createEditing({ words: one, keptMs, changed: (_, records) => noticed.push(...records.keys()) })
  editing.listen()
  words.push(one)
  nodes.push(editing)
  return { editing, noticed, here: () => editing.places('w').map(({ user, record }) => `${user} at ${record}`) }
}
const at = (user: string, record: string): Place => ({
  workspaceId: 'w',
  session: `session of ${user}`,
  user,
  object: 'customer',
  record,
})
/** What one process says is heard by the other from now on. */
const connected = async (one: ReturnType<typeof node>, other: ReturnType<typeof node>) => {
  const marker = at('marker', 'marker')
  await expect
    .poll(async () => {
      await one.editing.take(marker, false)
      return other.here()
    })
    .toContain('marker at marker')
  await one.editing.leave(marker)
  await expect.poll(other.here).toEqual([])
}

test('each process knows who edits on the others; who goes to another record has left the first', async () => {
  const [a, b] = [node(), node()]
  await connected(a, b)
  await a.editing.take(at('amy', 'r1'), false)
  await b.editing.take(at('bob', 'r1'), false)
  await expect.poll(() => [a, b].map((one) => one.here().sort())).toEqual(Array(2).fill(['amy at r1', 'bob at r1']))
  // Her page reaches another process than before.
  await b.editing.take(at('amy', 'r2'), false)
  expect(await b.editing.take(at('amy', 'r1'), true)).toBe(false)
  await expect.poll(() => [a, b].map((one) => one.here().sort())).toEqual(Array(2).fill(['amy at r2', 'bob at r1']))
  await b.editing.leave(at('amy', 'r1'))
  await a.editing.leave(at('bob', 'r1'))
  await expect.poll(() => [a, b].map((one) => one.here())).toEqual(Array(2).fill(['amy at r2']))
  expect(a.editing.places('another company')).toEqual([])
})

test('who is not heard of any more is forgotten everywhere: a closed lid, a lost network, a killed process', async () => {
  const [a, b] = [node(400), node(400)]
  await connected(a, b)
  await a.editing.take(at('amy', 'r1'), false)
  await expect.poll(b.here).toEqual(['amy at r1'])
  // The process is gone: nothing of it is heard any more.
  a.editing.close()
  await expect.poll(b.here).toEqual([])
  await expect.poll(() => b.noticed.filter((record) => record === 'r1')).toEqual(['r1', 'r1'])
})

test('A77: however often somebody opens and leaves, it is one piece of news at a time', async () => {
  const { editing, noticed, here } = node()
  const hasty = Array.from({ length: 100 }, () => [
    editing.take(at('amy', 'r1'), false),
    editing.leave(at('amy', 'r1')),
    editing.take(at('amy', 'r1'), false),
  ])
  await expect.poll(() => noticed).toEqual(['r1'])
  await Promise.all(hasty.flat())
  expect(here()).toEqual(['amy at r1'])
})
