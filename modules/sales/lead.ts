import { defineObject, f, type RowOf } from '#engine'
import { bantScore } from './bant.ts'

/** Somebody who may buy. Without an owner it lies in the public pool (公海). */
export const Lead = defineObject('lead', {
  label: '线索',
  badge: '线',
  group: 'marketing',
  title: 'company',
  list: ['number', 'company', 'name', 'mobile', 'source', 'status', 'score', 'owner'],
  timeline: true,
  board: { group: 'status', sum: 'budget', card: ['name', 'score', 'owner'] },

  form: [
    {
      label: '是谁',
      labelEn: 'Who',
      fields: ['company', 'name', 'position', 'mobile', 'email', 'industry', 'address'],
    },
    { label: '来源', labelEn: 'Source', fields: ['source', 'campaign', 'owner', 'department'] },
    { label: 'BANT', labelEn: 'BANT', fields: ['budget', 'authority', 'need', 'timing', 'remark'] },
  ],

  fields: {
    number: f.serial('线索编号', { pattern: 'L{yyyy}{000000}' }),
    company: f.text('公司', { required: true, search: true, length: 120, format: 'companyName' }),
    name: f.text('联系人', { required: true, search: true, length: 60 }),
    position: f.text('职务', { length: 60 }),
    mobile: f.phone('手机', { index: true, search: true }),
    email: f.email('邮箱', { search: true }),
    industry: f.text('行业', { length: 60 }),
    address: f.address('地址'),
    source: f.choice('来源', {
      index: true,
      required: true,
      options: {
        web: '官网',
        expo: '展会',
        wecom: '企微',
        referral: '转介绍',
        phone: '电话',
        import: '导入',
        other: '其他',
      },
      default: 'other',
    }),
    campaign: f.text('来源活动', { length: 120 }),
    status: f.choice('状态', {
      index: true,
      options: { new: '新线索', working: '跟进中', qualified: '已确认', converted: '已转化', junk: '无效' },
      colors: { new: 'blue', working: 'gold', qualified: 'green', converted: 'gray', junk: 'gray' },
      default: 'new',
    }),
    owner: f.user('负责人', { help: '为空即在公海', index: true }),
    department: f.department('所属部门', {}),

    budget: f.money('预算', { min: 0 }),
    authority: f.flag('对方能拍板'),
    need: f.longText('需求'),
    timing: f.date('预计采购日'),
    score: f.integer('BANT 评分', { computed: true }),
    remark: f.longText('备注'),

    customer: f.ref('转成的客户', { to: 'customer', readOnly: true, inverse: 'leads' }),
    contact: f.ref('转成的联系人', { to: 'contact', readOnly: true, inverse: 'leads' }),
    opportunity: f.ref('转成的商机', { to: 'opportunity', readOnly: true, inverse: 'leads' }),
  },

  compute: { score: bantScore },

  duplicates: ['company', 'mobile', 'email'],
  // Several people of one company may be interested.
  sameBy: ['mobile', 'email'],

  synonyms: {
    company: [
      '公司名称',
      '企业名称',
      '企业',
      '单位',
      '单位名称',
      '客户名称',
      '客户',
      'account',
      'companyname',
      'organization',
      'companyaccount',
    ],
    name: ['姓名', '联系人姓名', '名字', '昵称', '微信昵称', '客户昵称', 'fullname', 'contactname', 'prospect'],
    owner: ['线索所有人', '销售线索所有人'],
    status: ['跟进状态'],
    campaign: ['活动', '市场活动', '活动名称', 'campaignname'],
    budget: ['预算金额', '采购预算'],
    need: ['需求描述', '采购需求', '线索详情', '销售线索详情', 'requirement', 'requirements'],
    timing: ['采购时间', '预计采购时间', '预计采购日期', 'timeline'],
  },

  flow: {
    status: {
      new: ['working', 'junk'],
      working: ['qualified', 'junk'],
      qualified: ['working', 'junk'], // and 'converted', by convertLead alone
      junk: ['working'],
    },
  },

  grants: {
    administrator: {
      read: 'all',
      create: true,
      update: 'all',
      delete: 'all',
      export: true,
      import: true,
      bulk: true,
      actions: ['convert'],
    },
    manager: {
      read: 'departmentTree',
      create: true,
      update: 'departmentTree',
      delete: 'departmentTree',
      export: true,
      import: true,
      bulk: true,
      actions: ['convert'],
    },
    sales: { read: 'own', create: true, update: 'own', bulk: true, actions: ['convert'] },
    marketer: { read: 'all', create: true, update: 'all', export: true, import: true, bulk: true },
    reader: { read: 'department', fields: { mobile: 'masked', email: 'masked' } },
  },
})

export type Lead = RowOf<typeof Lead>
