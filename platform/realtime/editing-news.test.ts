import { beforeEach, expect, test } from 'vitest'
import type { Context } from '#engine'
import { Customer } from '#modules/customers'
import { type Workspace, workspace } from '#test/workspace'
import type { Place } from './editing.ts'
import { createEditingNews } from './editing-news.ts'
import type { Listener } from './listener.ts'

interface Told {
  readonly id: string
  readonly by: readonly ({ readonly name: string } | null)[]
  readonly more?: number
}

let w: Workspace
let record: string
let places: Place[]
let listeners: Set<Listener>
beforeEach(async () => {
  w = await workspace()
  record = (await w.sales.create(Customer, { name: '海川机电' })).id
  places = []
  listeners = new Set()
})

const news = () =>
  createEditingNews({ database: w.session, now: () => new Date().toISOString(), places: () => places, listeners })

/** Somebody who has the record before her, and what she is told. */
const watcher = (ctx: Context, lists: readonly string[] = []) => {
  const told: Told[][] = []
  const line = {
    send: (_: string, { records }: { records: Told[] }) => void told.push(records),
    beat() {},
    end() {},
  } as Listener['line']
  const listener: Listener = {
    credential: { id: crypto.randomUUID() } as Listener['credential'],
    ctx,
    lists: new Set(lists),
    has: new Map(lists.length > 0 ? [] : [[record, 'customer']]),
    editing: new Set(),
    told: '',
    line,
  }
  listeners.add(listener)
  return { listener, told, last: () => told.at(-1)?.find(({ id }) => id === record) }
}

const at = (user: string, where = record): Place => ({
  workspaceId: w.ground.workspace.id,
  session: crypto.randomUUID(),
  user,
  object: 'customer',
  record: where,
})
const changed = () => new Map([[record, 'customer']])

test('of many who edit one record a few are named, and the others are a number', async () => {
  const [page] = [watcher(w.manager)]
  const people = await Promise.all(Array.from({ length: 8 }, () => w.person({ roles: [] })))
  places = people.map((one) => at(one.actor.id))
  await news().changed(changed())
  expect([page.last()?.by.length, page.last()?.more]).toEqual([5, 3])
})

test('A77: three hundred who watch and come and go at once are a few rounds, and the last says what is true', async () => {
  const pages = Array.from({ length: 300 }, (_, i) => watcher([w.manager, w.sales, w.reader][i % 3]!))
  const strangers = Array.from({ length: 20 }, () => watcher(w.southSales))
  const telling = news()
  const under = [telling.welcome(pages.map(({ listener }) => listener))]
  for (let i = 0; i < 200; i++) {
    places = i % 2 === 0 ? [at(w.administrator.actor.id), at(w.otherSales.actor.id)] : [at(w.otherSales.actor.id)]
    under.push(telling.changed(changed()))
    if (i % 50 === 0) under.push(telling.welcome(pages.slice(0, 50).map(({ listener }) => listener)))
  }
  await Promise.all(under)
  expect(new Set(pages.map(({ last }) => JSON.stringify(last()?.by.map((one) => one?.name))))).toEqual(
    new Set(['["otherSales"]']),
  )
  for (const { told } of pages) expect(told.length).toBeLessThan(6)
  expect(strangers.flatMap(({ told }) => told)).toEqual([])
})

test('who watches a list of which thousands are edited is told of the newest, who watches one of its oldest of that one', async () => {
  const [page, list] = [watcher(w.manager), watcher(w.manager, ['customer'])]
  places = [
    at(w.otherSales.actor.id),
    ...Array.from({ length: 3_000 }, () => at(w.otherSales.actor.id, crypto.randomUUID())),
  ]
  const { id } = await w.sales.create(Customer, { name: '最新的' })
  places.push(at(w.otherSales.actor.id, id))
  await news().welcome([page.listener, list.listener])
  expect(page.last()?.by).toMatchObject([{ name: 'otherSales' }])
  expect(list.told.flat().map((one) => one.id)).toContain(id)
  expect(JSON.stringify(list.told).length).toBeLessThan(256 * 1024)
})
