import { beforeAll, expect, test } from 'vitest'
import { askRevert, describeConflicts, failedCsv, readConflicts, readProblemRows, revertImport } from '#engine'
import { Contact, Customer } from '#modules/customers'
import { Opportunity } from '#modules/sales'
import { bringIn, fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

const contactsOf = async (name: string) => {
  const [customer] = await w.manager.find(Customer, { name })
  if (!customer) return null
  return (await w.manager.find(Contact, { customer: customer.id }, { sort: 'createdAt' })).map((c) => c.name).sort()
}

test('customers come in with their contacts from one row, several of one row and several rows; each is counted apart', async () => {
  const csv = `客户名称,行业,联系人,手机,职务,邮箱,联系人2,手机2,业务员
华信科技,软件,张三,13812340001,总经理,zhang@example.com,李四,13812340002,sales
恒通机械,装备制造,王五,13812340003,,,,,
华信科技,软件,赵六,13812340004,采购,,,,sales
没有联系人,化工,,,,,,,
`
  const it = await bringIn(w.manager, 'customer', csv)
  const belongings = { contact: { read: 4, created: 4, updated: 0, skipped: 0, failed: 0 } }
  const counts = { read: 4, created: 3, updated: 0, skipped: 1, failed: 0, belongings }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject(counts)
  expect(await contactsOf('华信科技')).toEqual(['张三', '李四', '赵六'])
  expect(await contactsOf('没有联系人')).toEqual([])
  const [zhang] = await w.manager.find(Contact, { mobile: '+8613812340001' })
  // Whoever is given the customer is given her contacts.
  expect(zhang).toMatchObject({ position: '总经理', email: 'zhang@example.com', owner: w.sales.actor.id })
  expect(await w.manager.find(Contact, { name: '王五' })).toMatchObject([{ owner: w.manager.actor.id }])

  await it.revert()
  expect(await w.manager.find(Contact, { name: { in: ['张三', '李四', '王五', '赵六'] } })).toEqual([])
  expect(await contactsOf('华信科技')).toBeNull()
})

test('the same number or name at the same customer is the same contact; at another customer it is somebody else', async () => {
  const customer = await w.manager.create(Customer, { name: '已有客户' })
  const there = await w.manager.create(Contact, { name: '老王', customer: customer.id, mobile: '13812341001' })
  const csv = `客户名称,联系人,手机,职务
已有客户,老王,,厂长
已有客户,王师傅,13812341001,
已有客户,新来的,13812341002,
另一家,老王,13812341001,
另一家,老王,13812341001,财务
`
  const skipped = await bringIn(w.manager, 'customer', csv)
  // Rows of a customer that was there before are left alone altogether; those of one that this file makes are not.
  const contact = { read: 5, created: 1, updated: 0, skipped: 4, failed: 0 }
  expect(skipped.checked.counts).toMatchObject({ created: 1, skipped: 4, belongings: { contact } })
  expect(skipped.done.counts).toMatchObject({ created: 1, skipped: 4, belongings: { contact } })
  expect(await contactsOf('已有客户')).toEqual(['老王'])
  await skipped.revert()

  const filled = await bringIn(w.manager, 'customer', csv, { policy: 'fill' })
  expect(filled.done.counts!.belongings!['contact']).toMatchObject({ read: 5, created: 2, failed: 0 })
  expect(await w.manager.get(Contact, there.id)).toMatchObject({ name: '老王', position: '厂长' })
  expect(await contactsOf('已有客户')).toEqual(['新来的', '老王'].sort())
  expect(await contactsOf('另一家')).toEqual(['老王'])
  await filled.revert()
  expect(await w.manager.get(Contact, there.id)).toMatchObject({ name: '老王', position: null })

  const written = await bringIn(w.manager, 'customer', csv, { policy: 'overwrite' })
  expect(written.checked.counts!.belongings!['contact']).toMatchObject({ read: 5, created: 2, failed: 0 })
  expect(written.done.counts!.belongings!['contact']).toMatchObject({ read: 5, created: 2, failed: 0 })
  expect(await w.manager.get(Contact, there.id)).toMatchObject({ name: '王师傅', position: '厂长' })
  await written.revert()
})

test('a wrong number keeps customer and contact out alike; the file of failures comes back whole and neutral', async () => {
  const csv = `客户名称,联系人,手机,职务
对的公司,对的人,13812342001,
错的公司,错的人,138,"=HYPERLINK(""x"")"
没写名字,,,总监
`
  const it = await bringIn(w.manager, 'customer', csv)
  const counts = {
    read: 3,
    created: 1,
    failed: 2,
    belongings: { contact: { read: 3, created: 1, updated: 0, skipped: 0, failed: 2 } },
  }
  expect(it.checked.counts).toMatchObject(counts)
  expect(it.done.counts).toMatchObject(counts)
  expect(await contactsOf('错的公司')).toBeNull()
  const rows = await readProblemRows(w.manager, it.id, 0, 9)
  expect(rows.map((r) => [r.number, r.problems.map((p) => [p.column, p.field, p.code])])).toEqual([
    [3, [[2, 'contact.mobile', 'field.notPhone']]],
    [4, [[1, 'contact.name', 'field.required']]],
  ])
  const lines: string[] = []
  for await (const line of failedCsv(w.manager, it.done, 'zh-CN')) lines.push(line)
  expect(lines[1]).toMatch(/^错的公司,错的人,138,"'=HYPERLINK\(""x""\)","手机:/)
  const again = await bringIn(w.manager, 'customer', lines.join('').replace(',138,', ',13812342002,'))
  expect(again.done.counts).toMatchObject({ created: 1, failed: 1, belongings: { contact: { created: 1, failed: 1 } } })
  expect(await w.manager.find(Contact, { name: '错的人' })).toMatchObject([{ position: '=HYPERLINK("x")' }])
})

test('a number without a name is the company’s own where it has none, and nobody is made of it', async () => {
  const it = await bringIn(
    w.manager,
    'customer',
    '客户名称,联系人,联系电话\n有人的,刘一,13812343001\n没人的,,021-60861234\n',
  )
  expect(it.done.counts).toMatchObject({ created: 2, failed: 0, belongings: { contact: { read: 1, created: 1 } } })
  expect(await w.manager.find(Customer, { name: { in: ['有人的', '没人的'] } }, { sort: 'createdAt' })).toMatchObject([
    { name: '有人的', phone: null },
    { name: '没人的', phone: '+862160861234' },
  ])
})

test('a contact that turns out to be wrong as it is written takes its row back and no other, and leaves no gap', async () => {
  const csv = `客户名称,联系人,手机,职务,汇报给
写得进,甲甲,13812344001,,
写不进,,13812344002,缺名字,
也写不进,乙乙,13812344003,,没有这个人
也写得进,丙丙,13812344004,,
`
  const it = await bringIn(w.manager, 'customer', csv)
  expect(it.done.counts).toMatchObject({ created: 2, failed: 2, belongings: { contact: { created: 2, failed: 2 } } })
  expect(await contactsOf('写不进')).toBeNull()
  const numbers = (await w.manager.find(Customer, { name: { in: ['写得进', '也写得进'] } })).map((c) => c.number!)
  expect(Math.abs(Number(numbers[0]!.slice(1)) - Number(numbers[1]!.slice(1)))).toBe(1)
})

test('any object whose records belong to the imported one lends its columns, but a deal is never guessed', async () => {
  const it = await importing(w.manager, 'customer', fileOf('客户名称,商机名称,商机金额\n带商机的,一号线,"12,000"\n'))
  expect((await it.now()).settings.mapping.map((m) => m.field)).toEqual(['name'])
  await it.set({
    mapping: [
      { column: 0, field: 'name' },
      { column: 1, field: 'opportunity.name' },
      { column: 2, field: 'opportunity.amount' },
    ],
  })
  expect((await it.check()).counts).toMatchObject({ created: 1, belongings: { opportunity: { created: 1 } } })
  await it.run()
  const [customer] = await w.manager.find(Customer, { name: '带商机的' })
  expect(await w.manager.find(Opportunity, { customer: customer!.id })).toMatchObject([
    { name: '一号线', amount: '12000.00' },
  ])
})

test('a contact that somebody edited since stays at the revert, and its customer with it; each is listed as what it is', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,联系人,手机\n改过人的,钱七,13812345001\n')
  const [contact] = await w.manager.find(Contact, { name: '钱七' })
  await w.administrator.update(Contact, contact!.id, { position: '顾问' })
  const undone = await it.revert()
  expect(undone).toMatchObject({ status: 'reverted', undone: { done: 2, conflicts: 2 } })
  expect(await contactsOf('改过人的')).toEqual(['钱七'])
  const left = await describeConflicts(w.manager, it, await readConflicts(w.manager, it.id, undefined, 10))
  expect(left.map(({ object, changes }) => [object, changes.map((c) => c.field)]).sort()).toEqual([
    ['contact', ['position']],
    ['customer', []],
  ])
})

test('F01 a revert that broke off between contacts and customers goes on with the customers', async () => {
  const it = await bringIn(w.manager, 'customer', '客户名称,联系人\n断开一,孙一\n断开二,孙二\n')
  await askRevert(await it.work.open(), it.id)
  let opened = 0
  const open = async (request?: string) => {
    // Two units of work for the lot of contacts: the process dies before that of customers.
    if (++opened > 2) throw new Error('killed')
    return it.work.open(request)
  }
  await expect(revertImport({ ...it.work, open })).rejects.toThrow('killed')
  expect(await contactsOf('断开一')).toEqual([])
  expect(await it.now()).toMatchObject({ status: 'reverting', undone: { done: 2, total: 4 } })
  await revertImport(it.work)
  expect(await it.now()).toMatchObject({ status: 'reverted', undone: { done: 4, conflicts: 0 } })
  expect(await contactsOf('断开一')).toBeNull()
})

test('A30 columns of contacts are closed to who may not bring them in, and their fields to who may not write them', async () => {
  const customer = { read: 'own', create: true, update: 'own', import: true } as const
  const contact = { read: 'own', create: true, update: 'own', import: true } as const
  const person = async (name: string, more: object) =>
    w.person({ roles: [await w.role(name, { customer, user: { read: 'all' }, ...more })] })
  let roles = 0
  const to = async (grants: object | null, field: string) => {
    const who = await person(`列 ${++roles}`, grants ? { contact: grants } : {})
    const it = await importing(who, 'customer', fileOf('客户名称,联系人\n甲,乙\n'))
    return it.set({
      mapping: [
        { column: 0, field: 'name' },
        { column: 1, field },
      ],
    })
  }
  await expect(to(null, 'contact.name')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(to(contact, 'nosuch.name')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(to(contact, 'contact.nosuch')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(to(contact, 'contact.customer')).rejects.toMatchObject({ code: 'field.readOnly' })
  await expect(to({ ...contact, create: false }, 'contact.name')).rejects.toMatchObject({ code: 'record.forbidden' })
  await expect(to({ ...contact, import: false }, 'contact.name')).rejects.toMatchObject({ code: 'record.forbidden' })
  const limited = { ...contact, fields: { mobile: 'masked', wechat: 'hidden' } }
  await expect(to(limited, 'contact.mobile')).rejects.toMatchObject({ code: 'field.readOnly' })
  await expect(to(limited, 'contact.wechat')).rejects.toMatchObject({ code: 'request.unknownField' })
  await expect(to(contact, 'contact.name')).resolves.toMatchObject({ status: 'mapping' })
})
