import { beforeAll, expect, test } from 'vitest'
import { askCancel, askRevert, askStart, revertImport, runImport } from '#engine'
import { Customer } from '#modules/customers'
import { fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const lines = (prefix: string, n: number) =>
  `客户名称\n${Array.from({ length: n }, (_, i) => `${prefix}${i}`).join('\n')}\n`
const count = async (prefix: string) => {
  const [row] = await w.session.query<{ n: number }>(
    `select count(*)::int as n from "${w.schema}".customer where name like $1 and "deletedAt" is null`,
    [`${prefix}%`],
  )
  return row!.n
}

test('F01 an import that broke off goes on behind the last lot that was kept: every row once, counts exact', async () => {
  const it = await importing(w.manager, 'customer', fileOf(lines('断点', 3_500)))
  await it.set({ policy: 'create' })
  await it.check()
  await askStart(await it.work.open(), it.id)
  for (let stop = 1; stop <= 3; stop++) {
    let opened = 0
    const open = async () => {
      // One unit of work to begin with, one for each lot: the process dies before its second lot.
      if (++opened > 2) throw new Error('killed')
      return it.work.open()
    }
    await expect(runImport({ ...it.work, open })).rejects.toThrow('killed')
    expect((await it.now()).counts!.read).toBe(stop * 1_000)
    expect(await count('断点')).toBe(stop * 1_000)
  }
  await runImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'done', counts: { read: 3_500, created: 3_500, failed: 0 } })
  expect(await count('断点')).toBe(3_500)
})

test('F01 two processes on one import do each lot once', async () => {
  const it = await importing(w.manager, 'customer', fileOf(lines('双份', 3_000)))
  await it.check()
  await askStart(await it.work.open(), it.id)
  await Promise.all([runImport(it.work), runImport(it.work)])
  if ((await it.now()).status === 'running') await runImport(it.work)
  expect((await it.now()).counts).toMatchObject({ read: 3_000, created: 3_000 })
  expect(await count('双份')).toBe(3_000)
})

test('a stopped import keeps what is in, goes on when asked, and a revert that broke off goes on too', async () => {
  const it = await importing(w.manager, 'customer', fileOf(lines('停下', 2_500)))
  await it.check()
  await askStart(await it.work.open(), it.id)
  let opened = 0
  const open = async () => {
    if (++opened === 3) {
      // While the second lot is made ready, the first is still being written.
      await expect.poll(async () => (await it.now()).counts?.read).toBe(1_000)
      await askCancel(await it.work.open(), it.id)
    }
    return it.work.open()
  }
  await runImport({ ...it.work, open })
  expect(await it.now()).toMatchObject({ status: 'cancelled', counts: { read: 1_000 } })
  expect((await it.run()).counts).toMatchObject({ read: 2_500, created: 2_500 })

  opened = 0
  const dying = async (request?: string) => {
    if (++opened > 4) throw new Error('killed')
    return it.work.open(request)
  }
  await askRevert(await it.work.open(), it.id)
  await expect(revertImport({ ...it.work, open: dying })).rejects.toThrow('killed')
  expect((await it.now()).undone!.done).toBe(2_000)
  await revertImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'reverted', undone: { done: 2_500, conflicts: 0 } })
  expect(await w.manager.find(Customer, { name: '停下0' })).toEqual([])
  expect(await count('停下')).toBe(0)
})
