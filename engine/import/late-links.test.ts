import { beforeAll, expect, test } from 'vitest'
import { askCancel, askStart, type Context, runImport } from '#engine'
import { Customer } from '#modules/customers'
import { bringIn, fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** More than are linked in one go, to a row that stands behind them. */
const many = 600

/** An import whose rows are all in when `then` happens, with its references still to be made. */
const withAllRowsIn = async (name: string, then: (ctx: Context, id: string) => Promise<void>) => {
  const rows = Array.from({ length: many }, (_, i) => `${name}子${i},${name}母`)
  const it = await importing(w.manager, 'customer', fileOf(`客户名称,上级客户\n${rows.join('\n')}\n${name}母,\n`))
  await it.check()
  await askStart(await it.work.open(), it.id)
  let happened = false
  const open = async () => {
    const ctx = await it.work.open()
    if (!happened && (await it.now()).counts?.read === many + 1) {
      happened = true
      await then(ctx, it.id)
    }
    return ctx
  }
  const linked = async () => {
    const [row] = await w.session.query<{ n: number }>(
      `select count(*)::int as n from "${w.schema}".customer where name like $1 and parent is not null`,
      [`${name}子%`],
    )
    return row!.n
  }
  return { ...it, open, linked }
}

test('a process that has to end while rows of a file are linked to each other leaves the rest to the next, not undone', async () => {
  let ends = false
  const it = await withAllRowsIn('收工', async () => void (ends = true))
  await runImport({ ...it.work, open: it.open, cancelled: () => ends })
  expect(await it.now()).toMatchObject({ status: 'running' })
  expect(await it.linked()).toBeLessThan(many)
  await runImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'done', counts: { read: many + 1, created: many + 1, failed: 0 } })
  expect(await it.linked()).toBe(many)
})

test('an import that is stopped while rows of its file are linked to each other is stopped, and links the rest when it goes on', async () => {
  const it = await withAllRowsIn('叫停', askCancel)
  await runImport({ ...it.work, open: it.open })
  expect(await it.now()).toMatchObject({ status: 'cancelled' })
  expect(await it.linked()).toBe(0)
  expect(await it.run()).toMatchObject({ status: 'done', counts: { created: many + 1 } })
  expect(await it.linked()).toBe(many)
})

test('where only empty fields are to be filled, a reference to another row of the file fills one too, and replaces none', async () => {
  const mother = await w.manager.create(Customer, { name: '原来的母公司' })
  const kept = await w.manager.create(Customer, { name: '有母公司', parent: mother.id, level: 'A' })
  const filled = await w.manager.create(Customer, { name: '没母公司', level: 'A' })
  const csv = '客户名称,等级,上级客户\n有母公司,B,后来的母公司\n没母公司,B,后来的母公司\n后来的母公司,B,\n'
  const it = await bringIn(w.manager, 'customer', csv, { policy: 'fill' })
  expect(it.done.counts).toEqual(it.checked.counts)
  expect(await w.manager.get(Customer, kept.id)).toMatchObject({ parent: mother.id, level: 'A' })
  const [later] = await w.manager.find(Customer, { name: '后来的母公司' })
  expect(await w.manager.get(Customer, filled.id)).toMatchObject({ parent: later!.id, level: 'A' })
})
