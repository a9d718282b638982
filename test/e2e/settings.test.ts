import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults } from './screens/faults.ts'
import { settle } from './screens/settle.ts'
import { openSite, phone, type Site } from './site.ts'

let site: Site
let page: Page
let customer: string
beforeAll(async () => {
  site = await openSite()
  const { amy } = site.server
  customer = (await amy.call('POST', '/records/customer', { name: '海川机电', level: 'A' })).body.id
  await amy.call('POST', '/records/activity', {
    subject: '上门',
    kind: 'visit',
    about: { object: 'customer', id: customer },
  })
  page = await site.open('admin')
})
afterAll(() => site?.close())

/** Picks one of a select's options by its label. */
const pick = async (id: string, label: string) => {
  await page.locator(`#${id}`).click()
  await page.keyboard.type(label)
  await page.locator('.ant-select-item-option', { hasText: label }).first().click()
}
const newField = async (label: string, kind: string) => {
  await page.goto('/settings/objects?object=customer')
  await page.getByRole('button', { name: '新建字段' }).click()
  await page.getByLabel('中文名称').fill(label)
  await pick('field-kind', kind)
}
const add = async (label: string) => {
  await page.getByRole('dialog').getByRole('button', { name: '新建字段' }).click()
  await page.getByText(`字段“${label}”已可用`).waitFor()
}
const menu = async (label: string, item: string) => {
  await page.getByRole('button', { name: `${label}的操作` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a roll-up over the visits of a customer is there with its figure for older customers', async () => {
  await newField('拜访次数', '汇总')
  await pick('rollup-of', '跟进')
  await page.locator('#rollup-where').click()
  await pick('filter-field', '方式')
  await pick('filter-value', '拜访')
  await page.getByRole('button', { name: '应用' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '方式：拜访', exact: true }).waitFor()
  await add('拜访次数')
  const name = (await site.server.admin.call('GET', '/schema')).body.fields.find(
    (f: any) => f.label === '拜访次数',
  ).name
  const figure = async () =>
    (await site.server.amy.call('GET', `/records/customer/${customer}?fields=${name}`)).body[name]
  await expect.poll(figure).toBe('1')
  await page.goto(`/o/customer?cols=name,${name}`)
  await page.getByRole('gridcell', { name: '1', exact: true }).waitFor()

  // Chosen once, it is shown again as it was chosen; written out, it can say more and is refused where it cannot stand.
  await page.goto('/settings/objects?object=customer')
  await menu('拜访次数', '编辑')
  await page.getByRole('button', { name: '方式：拜访', exact: true }).waitFor()
  await page.locator('.labelled', { hasText: '只算满足条件的' }).getByText('改写成表达式').click()
  await expect.poll(() => page.locator('#rollup-where').inputValue()).toBe('kind == "visit"')
  await page.locator('#rollup-where').fill('date(at) == today()')
  await page.getByText('⚠ 汇总只在相关记录变动时重算').waitFor()
  await page.keyboard.press('Escape')
})

test('a formula says what is wrong with it while it is written, and is refused on its field', async () => {
  await newField('人均营业额', '公式')
  await page.locator('#field-expression').fill('revenue / peple')
  await page.getByText(/第 11 个字符处:这里没有字段“peple”/).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '新建字段' }).click()
  await page.locator('[data-invalid] #field-expression').waitFor()
  await page.locator('#field-expression').fill('revenue / employees')
  await page.getByText('✓ 读得懂，结果是数字').waitFor()
  await add('人均营业额')
  const { fields } = (await site.server.admin.call('GET', '/schema')).body
  expect(fields.find((f: any) => f.label === '人均营业额').options.result).toBe('decimal')
})

test('the rule of the customers’ numbers is put together, looked at, kept and listed in its history', async () => {
  await page.goto('/settings/objects?object=customer')
  await menu('客户编号', '编辑')
  await page.locator('#serial-prefix').fill('KH')
  const year = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format()
  await pick('serial-date', year)
  await page.locator('#serial-between').fill('-')
  await page.locator('#serial-digits').fill('4')
  await page.getByText(`KH${year}-0001、KH${year}-0002`).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存').waitFor()
  const made = await site.server.amy.call('POST', '/records/customer', { name: '新规则' })
  expect(made.body.number).toMatch(new RegExp(`^KH${year}-\\d{4}$`))
  await menu('客户编号', '修改记录')
  await page.getByText('编号规则: C{yyyy}{000000} → KH{yyyy}-{0000}').waitFor()
  await page.keyboard.press('Escape')
})

test('a field that a formula needs cannot be retired; alone it can, and is brought back', async () => {
  await newField('基数', '整数')
  await add('基数')
  const name = (await site.server.admin.call('GET', '/schema')).body.fields.find((f: any) => f.label === '基数').name
  const path = '/schema/objects/customer/fields'
  const formula = { kind: 'formula', label: '两倍', options: { expression: `${name} * 2` } }
  const { body } = await site.server.admin.call('POST', path, formula)
  await page.goto('/settings/objects?object=customer')
  await menu('基数', '停用')
  await page.getByText('客户 · 两倍').waitFor()
  await page.getByRole('dialog').locator('button:disabled', { hasText: '停用' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await site.server.admin.call('POST', `${path}/${body.name}/retire`)
  await page.reload()
  await menu('基数', '停用')
  await page.getByText('没有别处用到它').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await page.getByText('字段“基数”已停用').waitFor()
  await menu('基数', '恢复')
  await expect
    .poll(
      async () =>
        (await site.server.admin.call('GET', '/schema')).body.fields.find((f: any) => f.name === name).retired,
    )
    .toBe(false)
})

test('a rule of the company’s own refuses what breaks it, on its field', async () => {
  await page.goto('/settings/objects?object=customer&tab=rules')
  await page.getByRole('button', { name: '新建规则' }).click()
  await page.locator('#rule-must').fill('employees == null || employees >= 10')
  await page.locator('#rule-message').fill('只做十人以上的企业')
  await pick('rule-field', '员工人数')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('row', { name: /只做十人以上的企业.*员工人数/ }).waitFor()
  await expect.poll(() => page.locator('.view-tabs [aria-current]').allTextContents()).toEqual(['校验规则'])
  const amy = await site.open('amy')
  await amy.goto('/o/customer/new')
  await amy.getByLabel('客户名称').fill('小店')
  await amy.getByLabel('员工人数').fill('3')
  await amy.keyboard.press('Control+Enter')
  await amy.getByText('只做十人以上的企业').waitFor()
  await amy.locator('[data-invalid]', { has: amy.getByLabel('员工人数') }).waitFor()
  await amy.context().close()
})

test('a role is copied, shares another department’s customers by rule, and the record says why', async () => {
  await page.goto(`/settings/roles?role=${site.server.roles.get('sales')}`)
  await page.getByRole('button', { name: '复制角色' }).click()
  await page.getByRole('dialog').locator('#dialog-label').fill('南区大客户')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.locator('.view-tabs [aria-current]', { hasText: '南区大客户' }).waitFor()
  await page.getByRole('button', { name: '客户 共享规则' }).click()
  await page.getByRole('button', { name: '添加规则' }).click()
  await page.locator('#sharing-name-0').fill('北区 A 级')
  await pick('sharing-departments-0', 'north')
  await page.keyboard.press('Escape')
  await page.locator('#sharing-when-0').click()
  await pick('filter-field', '等级')
  await pick('filter-value', 'A 级')
  await page.getByRole('button', { name: '应用' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '等级：A 级', exact: true }).waitFor()
  await page.getByRole('button', { name: '好', exact: true }).click()
  await page.getByRole('button', { name: '线索 操作' }).click()
  await page.getByLabel('转为商机').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('“南区大客户”的权限已保存，立即生效').waitFor()

  const { admin, eve } = site.server
  const copy = (await admin.call('GET', '/records/role?fields=label')).body.data.find(
    (r: any) => r.label === '南区大客户',
  )
  await admin.call('PATCH', `/records/user/${eve.id}`, { roles: [copy.id] }, { 'if-match': '*' })
  await expect.poll(async () => (await eve.call('GET', `/records/customer/${customer}`)).status).toBe(200)
  await page.goto(`/o/customer/${customer}`)
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '谁能看到' }).click()
  await pick('why-user', 'eve')
  await page.locator('.ask-why').getByText('它符合共享规则“北区 A 级”').waitFor()
})

test('the records of somebody who leaves go to a colleague in the same breath', async () => {
  await page.goto('/settings/users')
  await menu('amy', '停用')
  await page.getByText('把amy的记录移交给别人').waitFor()
  await pick('transfer-to', 'bob')
  await page.getByRole('button', { name: /^移交 \d+ 条$/ }).click()
  await page.getByText(/条记录已移交/).waitFor()
  const { bob, amy } = site.server
  expect((await bob.call('GET', `/records/customer/${customer}?fields=owner`)).body.owner).toBe(bob.id)
  await site.server.admin.call('POST', `/users/${amy.id}/enable`)
})

test('all of a department goes to another in one go, and is taken back', async () => {
  const { admin, departments } = site.server
  const made = await admin.call('POST', '/records/department', { name: '并掉的部门', parent: departments['north'] })
  await admin.call('PATCH', `/records/customer/${customer}`, { department: made.body.id }, { 'if-match': '*' })
  const place = async () => (await admin.call('GET', `/records/customer/${customer}?fields=department`)).body.department
  await page.goto('/settings/departments')
  const row = page.getByRole('listitem').filter({ hasText: '并掉的部门' })
  await row.getByRole('button', { name: '全部移走' }).click()
  await page.getByText('客户 1').waitFor()
  await pick('move-to', 'south')
  await page.getByRole('dialog').getByRole('button', { name: '全部移走' }).click()
  await page.getByText('已移走 1 项').waitFor()
  await page.getByText('原部门已删除').waitFor()
  expect(await place()).toBe(departments['south'])
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await row.waitFor()
  expect(await place()).toBe(made.body.id)
  // Whoever closed the dialog is told, and finds what became of it.
  await page.goto('/notifications')
  await page.getByRole('link', { name: /“并掉的部门”移到“south”完成:移走 1 项,原部门已删除/ }).click()
  await page.getByRole('heading', { name: '“并掉的部门”全部移到“south”' }).waitFor()
  await page.getByText('已移走 1 项').waitFor()
})

test('the audit is narrowed to a person, opens the record and takes back what was one’s own', async () => {
  const { admin } = site.server
  const changed = await admin.call('PATCH', `/records/customer/${customer}`, { remark: '改错了' }, { 'if-match': '*' })
  expect(changed.status).toBe(200)
  await page.goto('/settings/audit?object=customer')
  await pick('audit-actor', '管理员')
  const row = page.getByRole('row', { name: /海川机电.*修改.*备注/ }).first()
  await row.getByRole('link', { name: '海川机电' }).waitFor()
  await page.getByText(/编号规则 C\{yyyy\}/).waitFor()
  await row.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await expect
    .poll(async () => (await admin.call('GET', `/records/customer/${customer}?fields=remark`)).body.remark)
    .toBeNull()
})

test('a salesperson finds no such page, and is refused by every call behind it', async () => {
  const bob = await site.open('bob')
  for (const path of ['objects?object=customer', 'roles', 'users', 'audit', 'explain']) {
    await bob.goto(`/settings/${path}`)
    await bob.locator('.error-panel').waitFor()
  }
  const refused = ['/schema', '/rights/catalogue', `/users/${site.server.bob.id}/records`, '/audit']
  for (const path of refused) expect((await site.server.bob.call('GET', path)).status, path).toBe(403)
  await bob.context().close()
})

interface Look {
  readonly name: string
  readonly path: () => string
  act?(page: Page): Promise<unknown>
}

const kindOf = async (at: Page, kind: string) => {
  await at.getByRole('button', { name: /(新建字段|New field)/ }).click()
  await at.locator('#field-kind').click()
  await at.keyboard.type(kind)
  await at.keyboard.press('Enter')
}
const objectPage = () => '/settings/objects?object=customer'
const looks: readonly Look[] = [
  ...(
    [
      ['choice', '单选', 'Choice'],
      ['serial', '自动编号', 'Serial'],
      ['formula', '公式', 'Formula'],
      ['rollup', '汇总', 'Roll-up'],
    ] as const
  ).map(([name, zh, en]): Look => ({
    name: `field-${name}`,
    path: objectPage,
    act: async (at) => kindOf(at, (await at.locator('html').getAttribute('lang'))?.startsWith('en') ? en : zh),
  })),
  { name: 'rules', path: () => `${objectPage()}&tab=rules` },
  {
    name: 'sharing',
    path: () => `/settings/roles?role=${site.server.roles.get('manager')}`,
    act: async (at) => {
      await at.getByRole('button', { name: /^(客户|Customer) (共享规则|Sharing rules)$/ }).click()
      await at.getByRole('button', { name: /(添加规则|Add a rule)/ }).click()
    },
  },
]

test.each([
  ['1440', {}],
  ['390-en', { viewport: phone, isMobile: true, hasTouch: true, locale: 'en-US' }],
] as const)('nobody is shut out of what the settings open: axe finds nothing (%s)', async (look, options) => {
  const at = await site.open('admin', options)
  const found: string[] = []
  for (const { name, path, act } of looks) {
    await at.goto(path())
    await settle(at)
    await act?.(at)
    await settle(at)
    found.push(...(await faults(at, `settings-${name}-${look}`)))
  }
  await at.context().close()
  expect(found).toEqual([])
})

test('no page threw or logged an error', () => expect(site.troubles).toEqual([]))
