import { defineError, defineObject, f, type RowOf } from '#engine'

export const ReportsCircle = defineError(
  'contact.reportsCircle',
  422,
  '汇报对象不能是自己,也不能是自己的下属',
  'Nobody can report to herself, nor to somebody below her',
)

/** A person at a customer. Who may see the customer may see its contacts. */
export const Contact = defineObject('contact', {
  label: '联系人',
  badge: '联',
  group: 'customers',
  title: 'name',
  list: ['name', 'customer', 'position', 'stance', 'mobile', 'owner'],
  timeline: true,

  form: [
    {
      label: '基本信息',
      labelEn: 'Profile',
      fields: ['name', 'customer', 'position', 'division', 'reportsTo', 'stance', 'attitude'],
    },
    { label: '联系方式', labelEn: 'Contact', fields: ['mobile', 'phone', 'email', 'wechat', 'address'] },
    { label: '其他', labelEn: 'More', fields: ['birthday', 'owner', 'department', 'remark'] },
  ],

  fields: {
    name: f.text('姓名', { required: true, search: true, length: 60 }),
    customer: f.ref('所属客户', { to: 'customer', inverse: 'contacts', parent: true }),
    position: f.text('职务', { length: 60 }),
    division: f.text('所在部门', { length: 60 }),
    reportsTo: f.ref('汇报给', { to: 'contact', inverse: 'reports', listLabel: '下属' }),
    stance: f.choice('决策角色', {
      index: true,
      options: {
        decider: '决策者',
        influencer: '影响者',
        buyer: '采购',
        technician: '技术',
        user: '使用者',
        coach: '内线',
        opponent: '反对者',
      },
    }),
    attitude: f.choice('态度', {
      options: { supportive: '支持', neutral: '中立', opposed: '反对', unknown: '未接触' },
      default: 'unknown',
    }),
    mobile: f.phone('手机', { index: true, search: true }),
    phone: f.phone('座机'),
    email: f.email('邮箱', { search: true }),
    wechat: f.text('微信', { length: 60 }),
    address: f.address('地址'),
    birthday: f.date('生日'),
    owner: f.user('负责人', { index: true }),
    department: f.department('所属部门', {}),
    remark: f.longText('备注'),
  },

  duplicates: ['mobile', 'email'],
  sameBy: ['mobile', 'email'],

  synonyms: {
    name: [
      '姓名',
      '联系人',
      '联系人姓名',
      '联系人名称',
      '名字',
      '对接人',
      '联络人',
      '昵称',
      '微信昵称',
      '客户昵称',
      'fullname',
      'contactname',
      'contactperson',
      'displayname',
    ],
    division: ['部门', '所属部门', '科室', 'department'],
    reportsTo: ['上级', '直属上级', 'manager'],
    stance: ['角色', '决策影响力', 'role'],
  },

  tree: { by: 'reportsTo', circle: ReportsCircle },

  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all', export: true, import: true, bulk: true },
    manager: {
      read: 'departmentTree',
      create: true,
      update: 'departmentTree',
      delete: 'departmentTree',
      export: true,
      import: true,
      bulk: true,
    },
    sales: { read: 'own', create: true, update: 'own', delete: 'own', bulk: true },
    marketer: { read: 'all', fields: { mobile: 'masked', phone: 'masked', email: 'masked', wechat: 'hidden' } },
    service: { read: 'all', create: true, update: 'own' },
    reader: { read: 'department', fields: { mobile: 'masked', phone: 'masked', email: 'masked' } },
  },
})

export type Contact = RowOf<typeof Contact>
