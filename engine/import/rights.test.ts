import { beforeAll, expect, test } from 'vitest'
import { askStart, readProblemRows, runImport } from '#engine'
import { Customer } from '#modules/customers'
import { bringIn, fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** Somebody in the north who may import customers, and see and change her own. */
const importer = async (fields: Record<string, 'hidden' | 'masked' | 'read'> = {}) => {
  const grants = {
    customer: { read: 'own', create: true, update: 'own', import: true, fields },
    user: { read: 'all' },
  } as const
  return w.person({
    roles: [await w.role(`导入 ${Object.keys(fields).join()}`, grants)],
    department: w.departments.north,
  })
}

test('A30 records are found only among those the importer sees: the others stay untouched and unnamed', async () => {
  const theirs = await w.sales.create(Customer, { name: '别人的客户', level: 'C', remark: '机密' })
  const mine = await importer()
  const csv = `记录标识,客户名称,等级\n${theirs.id},改名,A\n`
  const byId = await bringIn(mine, 'customer', csv, { policy: 'overwrite' })
  expect(byId.done.counts).toMatchObject({ created: 0, updated: 0, failed: 1 })
  const [row] = await readProblemRows(mine, byId.id, 0, 1)
  expect(row!.problems.map((p) => p.code)).toEqual(['import.noSuchNumber'])
  expect(JSON.stringify(byId.done) + JSON.stringify(row)).not.toContain('机密')

  const byName = await bringIn(mine, 'customer', '客户名称,等级\n别人的客户,A\n', { policy: 'overwrite' })
  expect(byName.checked.counts).toMatchObject({ created: 1, updated: 0 })
  expect(await w.sales.get(Customer, theirs.id)).toMatchObject({ name: '别人的客户', level: 'C', version: 1 })
})

test('A30 a hidden or masked field is no key and no target; it gets the answer of a typing mistake', async () => {
  const mine = await importer({ phone: 'masked', revenue: 'hidden', level: 'read' })
  const it = await importing(mine, 'customer', fileOf('客户名称,电话,年营业额,等级\n甲,13812342201,5,A\n'))
  expect((await it.now()).settings.mapping.map((m) => m.field)).toEqual(['name'])
  const map = (column: number, field: string) =>
    it.set({
      mapping: [
        { column: 0, field: 'name' },
        { column, field },
      ],
    })
  await expect(map(2, 'revenue')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(map(2, 'nosuch')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(map(1, 'phone')).rejects.toMatchObject({ code: 'field.readOnly' })
  await expect(map(3, 'level')).rejects.toMatchObject({ code: 'field.readOnly' })
  await expect(it.set({ match: [['revenue']] })).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(it.set({ match: [['phone']] })).rejects.toMatchObject({ code: 'import.notAKey' })
})

test('a record that she sees but may not change fails its row alone', async () => {
  const grants = {
    customer: { read: 'department', create: true, update: 'own', import: true },
    user: { read: 'all' },
  } as const
  const mine = await w.person({ roles: [await w.role('看得见改不了', grants)], department: w.departments.north })
  const { id } = await w.sales.create(Customer, { name: '只能看', level: 'C' })
  const it = await bringIn(mine, 'customer', '客户名称,等级\n只能看,A\n自己的,B\n', { policy: 'overwrite' })
  expect(it.done.counts).toMatchObject({ created: 1, updated: 0, failed: 1 })
  expect((await readProblemRows(mine, it.id, 0, 1))[0]!.problems[0]!.code).toBe('record.forbidden')
  expect(await w.sales.get(Customer, id)).toMatchObject({ level: 'C' })
})

test('without the import right nothing begins, and an import stops when the right is taken away', async () => {
  await expect(importing(w.sales, 'customer', fileOf('客户名称\n甲\n'))).rejects.toMatchObject({
    code: 'record.forbidden',
  })
  const it = await importing(
    w.manager,
    'customer',
    fileOf(`客户名称\n${Array.from({ length: 2_500 }, (_, i) => `收回${i}`).join('\n')}\n`),
  )
  await it.check()
  await askStart(await it.work.open(), it.id)
  let opened = 0
  const open = async () => {
    const ctx = await it.work.open()
    return ++opened < 4
      ? ctx
      : Object.assign(Object.create(Object.getPrototypeOf(ctx)), ctx, { actor: { ...w.sales.actor, id: ctx.actor.id } })
  }
  await runImport({ ...it.work, open })
  expect(await it.now()).toMatchObject({
    status: 'failed',
    problem: { code: 'record.forbidden' },
    counts: { read: 2_000, created: 2_000 },
  })
})
