import { beforeAll, expect, test } from 'vitest'
import { type Context } from '#engine'
import { fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** Where the columns of such a header go, the others as `-`. */
const goTo = async (header: string, who: Context = w.manager) => {
  const { settings, facts } = await (
    await importing(who, 'customer', fileOf(`${header}\n${header.replaceAll(/[^,]+/g, 'x')}\n`))
  ).now()
  return facts.columns.map((c) => settings.mapping.find((m) => m.column === c.index)?.field ?? '-').join(' ')
}

test.each([
  [
    '客户名称,联系人,手机,职务,邮箱,地址,行业,电话',
    'name contact.name contact.mobile contact.position contact.email address industry phone',
  ],
  ['公司名称,联系人,联系电话,地址,备注,业务员', 'name contact.name contact.mobile address remark owner'],
  ['客户名称,电话,联系人,手机', 'name phone contact.name contact.mobile'],
  ['客户名称,联系人,电话,手机', 'name contact.name phone contact.mobile'],
  ['客户名称,手机,联系人', 'name contact.mobile contact.name'],
  ['客户名称,联系人,电话,移动电话', 'name contact.name phone contact.mobile'],
  ['客戶名稱,電話,備註', 'name phone remark'],
  ['企业名称,所属省份,所属城市,企业地址', 'name address address address'],
  ['客户名称,联系人,部门,职务,座机', 'name contact.name contact.division contact.position contact.phone'],
  ['客户名称,部门,联系人,微信', 'name department contact.name contact.wechat'],
  ['客户名称,客户电话,客户联系人,联系人电话', 'name phone contact.name contact.mobile'],
  ['客户名称,联系人邮箱,邮箱,联系人地址,联系人姓名', 'name contact.email email contact.address contact.name'],
  [
    '客户名称,联系人1,手机1,联系人2,手机2,电话',
    'name contact.name contact.mobile contact#2.name contact#2.mobile phone',
  ],
  [
    '客户名称,联系人,电话,第二联系人,第二联系人电话,地址',
    'name contact.name contact.mobile contact#2.name contact#2.mobile address',
  ],
  ['客户名称,联系人,手机,联系人,手机', 'name contact.name contact.mobile contact#2.name contact#2.mobile'],
  ['客户名称,主要联系人,联系人(2),手机(2)', 'name contact.name contact#2.name contact#2.mobile'],
  ['Company,Phone,Contact,Title,Email,Industry', 'name phone contact.name contact.position contact.email industry'],
  ['Company,Name,Job Title,Mobile', 'name contact.name contact.position contact.mobile'],
  ['Account,Contact 1 Name,Contact 1 Phone,Contact 2 Name', 'name contact.name contact.phone contact#2.name'],
] as const)(
  'of “%s” the columns about people go to contacts, the others stay with the customer',
  async (header, to) => {
    expect(await goTo(header)).toBe(to)
  },
)

test.each([
  ['客户名称,电话,邮箱,部门', 'name phone email department'],
  ['客户名称,手机', 'name phone'],
  ['客户名称,联系人数,手机,电话', 'name - - phone'],
  ['客户名称,商机,金额', 'name - -'],
  ['姓名,手机', '- phone'],
] as const)('of “%s” nothing goes to a contact: nobody is named, or not whose contact', async (header, to) => {
  expect(await goTo(header)).toBe(to)
})

test('who may not bring in contacts, or not write a field of theirs, has no such column', async () => {
  const customer = { read: 'own', create: true, update: 'own', import: true } as const
  const contact = { read: 'own', create: true, update: 'own', import: true } as const
  const header = '客户名称,联系人,手机,职务'
  const person = async (name: string, more: object) =>
    w.person({ roles: [await w.role(name, { customer, user: { read: 'all' }, ...more })] })
  expect(await goTo(header, await person('不看联系人', {}))).toBe('name - phone -')
  expect(await goTo(header, await person('不建联系人', { contact: { ...contact, create: false } }))).toBe(
    'name - phone -',
  )
  expect(await goTo(header, await person('不导联系人', { contact: { ...contact, import: false } }))).toBe(
    'name - phone -',
  )
  const masked = { contact: { ...contact, fields: { mobile: 'masked', position: 'hidden' } } }
  expect(await goTo(header, await person('看不全联系人', masked))).toBe('name contact.name - -')
})
