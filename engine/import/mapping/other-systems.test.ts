import { beforeAll, expect, test } from 'vitest'
import { Contact, Customer } from '#modules/customers'
import { bringIn, fileOf, importing } from '#test/importing'
import { type Workspace, workspace } from '#test/workspace'

let w: Workspace
beforeAll(async () => {
  w = await workspace()
})

/** Which columns of such a header go where; those that go nowhere are left out. */
const goTo = async (object: string, header: string) => {
  const file = fileOf(`${header}\n${header.replaceAll(/[^,]+/g, 'x')}\n`)
  const { settings, facts } = await (await importing(w.manager, object, file)).now()
  return facts.columns
    .flatMap(({ index, name }) => {
      const to = settings.mapping.find((m) => m.column === index)
      return to ? [`${name}→${to.field}`] : []
    })
    .join(' ')
}

const wecom = '客户名称,备注,添加时间,手机,标签,来源,企业,所属员工'

test.each([
  ['customer', wecom, '客户名称→name 备注→remark 手机→phone 标签→tags 来源→source 所属员工→owner'],
  ['contact', wecom, '客户名称→name 备注→remark 手机→mobile 企业→customer 所属员工→owner'],
  ['lead', wecom, '客户名称→name 备注→remark 手机→mobile 来源→source 企业→company 所属员工→owner'],
  [
    'contact',
    '客户昵称,性别,手机号,公司,职务,跟进员工,添加时间',
    '客户昵称→name 手机号→mobile 公司→customer 职务→position 跟进员工→owner',
  ],
  ['contact', '姓名,客户名称,公司名称,手机', '姓名→name 客户名称→customer 手机→mobile'],
])(
  'of an export of WeCom, a %s takes from “%s” what is meant: 客户名称 is a person there',
  async (object, header, to) => {
    expect(await goTo(object, header)).toBe(to)
  },
)

test.each([
  [
    'customer',
    '客户名称,客户级别,客户状态,客户来源,一级行业,电话,邮件,网址,省,市,区,详细地址,备注,负责人,归属部门,创建人,创建时间,相关团队',
    '客户名称→name 客户级别→level 客户状态→status 客户来源→source 一级行业→industry 电话→phone 邮件→email 网址→website 省→address 市→address 区→address 详细地址→address 备注→remark 负责人→owner 归属部门→department',
  ],
  [
    'contact',
    '姓名,客户名称,部门,职务,决策角色,电话1,电话2,手机1,手机2,邮件,微信,出生日期,直属上级,备注,负责人',
    '姓名→name 客户名称→customer 部门→division 职务→position 决策角色→stance 电话1→phone 手机1→mobile 邮件→email 微信→wechat 出生日期→birthday 直属上级→reportsTo 备注→remark 负责人→owner',
  ],
  [
    'customer',
    '客户名称,上级客户,所属行业,总人数,电话,传真,省份,市,区,详细地址,邮政编码,客户所有人,所属部门,创建日期',
    '客户名称→name 上级客户→parent 所属行业→industry 总人数→employees 电话→phone 省份→address 市→address 区→address 详细地址→address 客户所有人→owner 所属部门→department',
  ],
  [
    'lead',
    '姓名,公司名称,销售线索所有人,职务,电话,手机,电子邮件,跟进状态,线索来源,市场活动,销售线索详情',
    '姓名→name 公司名称→company 销售线索所有人→owner 职务→position 手机→mobile 电子邮件→email 跟进状态→status 线索来源→source 市场活动→campaign 销售线索详情→need',
  ],
  [
    'opportunity',
    '销售机会名称,客户名称,销售机会所有人,销售阶段,商机金额（元）,赢率（%）,需求描述,主要联系人',
    '销售机会名称→name 客户名称→customer 销售机会所有人→owner 销售阶段→stage 商机金额（元）→amount 赢率（%）→probability 需求描述→needs 主要联系人→contact',
  ],
])('of an export of a Chinese CRM, a %s takes from “%s” what is meant', async (object, header, to) => {
  expect(await goTo(object, header)).toBe(to)
})

test.each([
  [
    'customer',
    'Account Owner,Account Name,Rating,Last Activity,Billing State/Province,Billing City,Billing Street,Phone,Fax,Website,Industry,Annual Revenue,Employees,Parent Account,Account Source,Description',
    'Account Owner→owner Account Name→name Rating→level Billing State/Province→address Billing City→address Billing Street→address Phone→phone Website→website Industry→industry Annual Revenue→revenue Employees→employees Parent Account→parent Account Source→source Description→remark',
  ],
  [
    'contact',
    'Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing State/Province,Phone,Mobile,Email,Contact Owner,Birthdate,Reports To',
    'First Name→name Last Name→name Title→position Account Name→customer Mailing Street→address Mailing City→address Mailing State/Province→address Phone→phone Mobile→mobile Email→email Contact Owner→owner Birthdate→birthday Reports To→reportsTo',
  ],
  [
    'lead',
    'Lead Owner,First Name,Last Name,Title,Company / Account,Email,Street,City,State/Province,Phone,Mobile,Lead Status,Lead Source',
    'Lead Owner→owner First Name→name Last Name→name Title→position Company / Account→company Email→email Street→address City→address State/Province→address Mobile→mobile Lead Status→status Lead Source→source',
  ],
  [
    'opportunity',
    'Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Probability (%),Close Date,Next Step,Lead Source,Primary Contact',
    'Opportunity Owner→owner Account Name→customer Opportunity Name→name Stage→stage Amount→amount Probability (%)→probability Close Date→closedOn Next Step→nextStep Lead Source→source Primary Contact→contact',
  ],
  [
    'customer',
    'Account Name,First Name,Last Name,Title,Email,Phone,Mobile',
    'Account Name→name First Name→contact.name Last Name→contact.name Title→contact.position Email→contact.email Phone→phone Mobile→contact.mobile',
  ],
])('of a report of Salesforce, a %s takes from “%s” what is meant', async (object, header, to) => {
  expect(await goTo(object, header)).toBe(to)
})

test('a contact in the row of its customer is called by both halves of its name, and an address is put in order', async () => {
  const csv = `Account Name,First Name,Last Name,Mobile,Billing Street,Billing City,Billing State/Province
赛富时一,小明,欧阳,13800009951,科技园1号,深圳市,广东省
赛富时二,Jane,Doe,13800009952,中关村大街1号,海淀区,北京市
`
  const { done } = await bringIn(w.manager, 'customer', csv)
  expect(done.counts).toMatchObject({ created: 2, failed: 0, belongings: { contact: { created: 2 } } })
  const people = await w.manager.find(Contact, { mobile: { in: ['13800009951', '13800009952'] } }, { sort: 'mobile' })
  expect(people.map((c) => c.name)).toEqual(['欧阳小明', 'Jane Doe'])
  const places = await w.manager.find(Customer, { name: { in: ['赛富时一', '赛富时二'] } }, { sort: 'number' })
  expect(places.map((c) => c.address)).toEqual([
    { region: '440300', detail: '科技园1号' },
    { region: '110108', detail: '中关村大街1号' },
  ])
})
