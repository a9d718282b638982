import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen, type ServerEvent } from '#test/listen'
import { type Client, openServer, type TestServer } from '#test/server'

let s: TestServer
let node: Awaited<ReturnType<TestServer['secondNode']>>
beforeAll(async () => {
  s = await openServer()
  node = await s.secondNode()
})
afterAll(async () => {
  await node.close()
  await s.close()
})

/** A number for each step, the same in every run. */
const chance = (seed: number) => (most: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((seed / 2_147_483_648) * most)
}

/** What somebody may see, as the list answers it. */
const seenBy = async (who: Client): Promise<Map<string, number>> => {
  const { body } = await who.call('GET', '/records/customer?limit=200&fields=version')
  return new Map(body.data.map((row: { id: string; version: number }) => [row.id, row.version]))
}

/** A page that shows a list and believes every word it is told, as the web does; its line breaks and is opened elsewhere. */
const screenOf = async (who: Client) => {
  let [line, heard]: [Listening | undefined, number] = [undefined, 0]
  let cursor = ((await who.call('GET', '/me?meta=true')).body as { live?: string }).live
  let shown = await seenBy(who)
  const react = async ({ event, data }: ServerEvent) => {
    if (event === 'change' && data.object === 'customer') {
      const now = await who.call('GET', `/records/customer/${data.id}?fields=version`)
      if (now.status === 200) shown.set(data.id, now.body.version)
      else shown.delete(data.id)
    } else if (event === 'gone') shown.delete(data.id)
    else if (event === 'refresh' || event === 'resync' || event === 'rights') shown = await seenBy(who)
  }
  const catchUp = async () => {
    while (line && heard < line.events.length) await react(line.events[heard++]!)
  }
  return {
    catchUp,
    shown: () => Object.fromEntries([...shown].sort()),
    async open(url: string) {
      const after = cursor ? `&after=${encodeURIComponent(cursor)}` : ''
      ;[line, heard] = [await listen(url, who, `watch=customer${after}`), 0]
    },
    /** What came until then is heard; where she goes on is what came with it. */
    async close() {
      line?.close()
      await line?.closed
      await catchUp()
      cursor = line?.cursor() ?? cursor
      line = undefined
    },
  }
}

test(
  'F26 whatever happens to records and rights, and wherever her line breaks: in the end a screen shows what a list would',
  { timeout: 120_000 },
  async () => {
    const next = chance(20_261_122)
    const one = <T>(of: readonly T[]): T => of[next(of.length)]!
    const urls = [s.url, node.url]
    const role = (await s.admin.call('GET', `/roles/${s.roles.get('sales')}/rights`)).body
    const people = [s.amy, s.bob, s.eve, s.mgr]
    const screens = await Promise.all(people.map(screenOf))
    await Promise.all(screens.map((screen) => screen.open(one(urls))))
    const ids: string[] = []
    const patch = (id: string, set: object) =>
      s.admin.call('PATCH', `/records/customer/${id}`, set, { 'if-match': '*' })
    const steps: (() => Promise<unknown>)[] = [
      async () => {
        const owner = one([s.amy, s.eve, s.bob])
        ids.push((await owner.call('POST', '/records/customer', { name: `账本 ${ids.length}` })).body.id)
      },
      () => patch(one(ids), { level: one(['A', 'B', 'C']) }),
      () => patch(one(ids), { owner: one([s.amy, s.eve, s.bob]).id }),
      () => s.admin.call('DELETE', `/records/customer/${one(ids)}`, undefined, { 'if-match': '*' }),
      () => s.admin.call('POST', `/records/customer/${one(ids)}/restore`),
      () => s.admin.call('PUT', `/records/customer/${one(ids)}/team/${one([s.amy, s.eve]).id}`, { may: 'read' }),
      () => s.admin.call('DELETE', `/records/customer/${one(ids)}/team/${one([s.amy, s.eve]).id}`),
      async () => {
        const customer = { ...role.grants.customer, read: one(['own', 'department', 'all']) }
        await s.admin.call('PUT', `/roles/${s.roles.get('sales')}/rights`, {
          grants: { ...role.grants, customer },
          abilities: role.abilities,
        })
      },
    ]
    await steps[0]!()
    for (let i = 0; i < 120; i++) {
      await (next(3) === 0 ? steps[0]! : one(steps))()
      const screen = one(screens)
      if (next(4) === 0) await screen.close()
      if (next(4) === 0) {
        await screen.close()
        await screen.open(one(urls))
      }
      if (next(5) === 0) await Promise.all(screens.map((each) => each.catchUp()))
      if (next(10) === 0) await wait(next(300))
    }
    for (const screen of screens) {
      await screen.close()
      await screen.open(one(urls))
    }
    const truth = async () =>
      Promise.all(people.map(async (who) => Object.fromEntries([...(await seenBy(who))].sort())))
    await expect
      .poll(
        async () => {
          await Promise.all(screens.map((screen) => screen.catchUp()))
          return screens.map((screen) => screen.shown())
        },
        { timeout: 10_000 },
      )
      .toEqual(await truth())
    for (const screen of screens) await screen.close()
  },
)
