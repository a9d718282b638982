import { defineObject, f, type RowOf } from '#engine'

/** A company (or person) we sell to, through its whole life. */
export const Customer = defineObject('customer', {
  label: '客户',
  badge: '客',
  group: 'customers',
  title: 'name',
  list: ['number', 'name', 'industry', 'level', 'owner', 'wonAmount', 'nextContactAt', 'tags'],
  timeline: true,

  form: [
    {
      label: '基本信息',
      labelEn: 'Profile',
      fields: ['name', 'creditCode', 'kind', 'industry', 'size', 'level', 'status', 'source', 'parent', 'tags'],
    },
    { label: '联系方式', labelEn: 'Contact', fields: ['phone', 'email', 'website', 'address'] },
    { label: '经营', labelEn: 'Business', fields: ['revenue', 'employees', 'founded', 'creditLimit'] },
    { label: '跟进', labelEn: 'Follow-up', fields: ['owner', 'department', 'nextContactAt', 'remark'] },
  ],

  fields: {
    number: f.serial('客户编号', { pattern: 'C{yyyy}{000000}' }),
    name: f.text('客户名称', { required: true, search: true, length: 120 }),
    creditCode: f.text('统一社会信用代码', { unique: true, format: 'creditCode', length: 18, search: true }),
    kind: f.choice('客户类型', { options: { company: '企业', person: '个人' }, default: 'company' }),
    industry: f.choice('行业', {
      index: true,
      options: {
        machinery: '装备制造',
        electronics: '电子信息',
        chemical: '化工',
        automotive: '汽车',
        energy: '能源',
        construction: '建筑',
        medical: '医疗',
        food: '食品',
        textile: '纺织',
        logistics: '物流',
        retail: '零售',
        finance: '金融',
        education: '教育',
        software: '软件',
        services: '服务',
        technology: '科技',
        telecommunications: '通信',
        marketing: '营销',
        entertainment: '文娱',
        employment: '人力资源',
        government: '政府与公共事业',
        other: '其他',
      },
    }),
    size: f.choice('规模', {
      options: { s1: '20 人以下', s2: '20–99 人', s3: '100–499 人', s4: '500–999 人', s5: '1000–9999 人', s6: '10000 人以上' },
    }),
    level: f.choice('等级', {
      index: true,
      options: { A: 'A 级', B: 'B 级', C: 'C 级', D: 'D 级' },
      colors: { A: 'green', B: 'blue', C: 'gray', D: 'gray' },
      default: 'C',
    }),
    status: f.choice('客户状态', {
      index: true,
      options: { potential: '潜在', active: '合作中', dormant: '沉睡', lost: '流失' },
      default: 'potential',
    }),
    source: f.choice('来源', {
      index: true,
      options: { web: '官网', expo: '展会', wecom: '企微', referral: '转介绍', phone: '电话', import: '导入', other: '其他' },
    }),
    parent: f.ref('上级客户', { to: 'customer', inverse: 'subsidiaries' }),
    phone: f.phone('电话', { index: true, search: true }),
    email: f.email('邮箱'),
    website: f.url('网站'),
    address: f.address('地址'),
    revenue: f.money('年营业额', { help: '单位:元' }),
    employees: f.integer('员工人数', { min: 0 }),
    founded: f.integer('成立年份', { min: 1000, max: 2999 }),
    creditLimit: f.money('信用额度', { min: 0 }),
    owner: f.user('负责人', { index: true }),
    department: f.department('所属部门', {}),
    nextContactAt: f.datetime('下次跟进'),
    tags: f.tags('标签', { index: true }),
    remark: f.longText('备注'),
    wonAmount: f.rollup('累计成交', { of: 'opportunity', by: 'customer', measure: 'sum', field: 'amount', where: 'outcome == "won"' }),
    openOpportunities: f.rollup('在跟商机', { of: 'opportunity', by: 'customer', measure: 'count', where: 'outcome == "open"' }),
  },

  duplicates: ['creditCode', 'name', 'phone', 'email'],

  synonyms: {
    name: ['公司名称', '企业名称', '单位名称', '公司', '企业', '单位', '客户', '客户全称', '公司全称', 'account', 'accountname', 'company', 'companyname', 'organization'],
    creditCode: ['信用代码', '社会信用代码', '税号', '纳税人识别号', '营业执照号', 'taxid', 'uscc'],
    kind: ['性质', '客户性质'],
    industry: ['所属行业', '行业类别', '行业分类', 'sector'],
    size: ['人员规模', '公司规模', '企业规模'],
    level: ['级别', '客户级别', '客户分级', '重要程度', 'grade', 'tier', 'rating'],
    status: ['客户阶段', '合作状态'],
    parent: ['母公司', '上级公司', '所属集团', 'subsidiaryof', 'parentaccount', 'parentcompany'],
    revenue: ['营业额', '年收入', '年产值', '年销售额', '营收', 'annualrevenue'],
    employees: ['人数', '员工数', '职工人数', 'numberofemployees', 'headcount'],
    founded: ['成立年', '创立年份', 'yearestablished', 'yearfounded'],
    creditLimit: ['授信额度', '额度'],
    nextContactAt: ['下次联系时间', '下次跟进时间', '下次拜访'],
  },

  rules: [
    {
      must: 'parent == null || parent != id',
      message: '上级客户不能是自己',
      messageEn: 'A customer cannot be its own parent',
      field: 'parent',
    },
  ],

  grants: {
    administrator: { read: 'all', create: true, update: 'all', delete: 'all', export: true, import: true, bulk: true },
    manager: { read: 'departmentTree', create: true, update: 'departmentTree', delete: 'departmentTree', export: true, import: true, bulk: true },
    sales: { read: 'department', create: true, update: 'own', delete: 'own', bulk: true, fields: { creditLimit: 'hidden' } },
    marketer: { read: 'all', update: 'none', fields: { phone: 'masked', email: 'masked', revenue: 'hidden', creditLimit: 'hidden' } },
    service: { read: 'all', fields: { revenue: 'hidden', creditLimit: 'hidden', wonAmount: 'hidden' } },
    reader: { read: 'department', fields: { phone: 'masked', email: 'masked', creditLimit: 'hidden' } },
  },
})

export type Customer = RowOf<typeof Customer>
