import { defineObject, f, type RowOf } from '#engine'
import { placeInPipeline } from './place-in-pipeline.ts'
import { stageGate } from './stage-gate.ts'
import { stages } from './stage-order.ts'

/** A sale in the making. Where it stands is a stage of its pipeline. */
export const Opportunity = defineObject('opportunity', {
  label: '商机',
  badge: '商',
  group: 'sales',
  title: 'name',
  list: ['number', 'name', 'customer', 'stage', 'amount', 'probability', 'expectedClose', 'owner'],
  timeline: true,
  attention: { when: 'expectedClose', while: { outcome: ['open'] } },
  board: { group: 'stage', within: 'pipeline', sum: 'amount', card: ['customer', 'amount', 'expectedClose', 'owner'] },

  form: [
    {
      label: '基本信息',
      labelEn: 'Profile',
      fields: ['name', 'customer', 'contact', 'product', 'amount', 'expectedClose'],
    },
    {
      label: '进展',
      labelEn: 'Progress',
      fields: ['pipeline', 'stage', 'probability', 'nextStep', 'closedOn', 'lostReason'],
    },
    {
      label: '需求与决策',
      labelEn: 'Needs and decision',
      fields: ['needs', 'budget', 'decisionProcess', 'competitors'],
    },
    { label: '归属', labelEn: 'Ownership', fields: ['owner', 'department', 'source', 'engagedOn', 'tags'] },
  ],

  fields: {
    number: f.serial('商机编号', { pattern: 'O{yyyy}{000000}' }),
    name: f.text('商机名称', { required: true, search: true, length: 120 }),
    customer: f.ref('客户', { to: 'customer', inverse: 'opportunities', parent: true }),
    contact: f.ref('主要联系人', { to: 'contact', inverse: 'opportunities' }),
    product: f.ref('主推产品', { to: 'product', inverse: 'opportunities' }),
    amount: f.money('预计金额', { min: 0 }),
    expectedClose: f.date('预计成交日', { index: true }),
    pipeline: f.ref('销售流程', { to: 'pipeline', inverse: 'opportunities', restrict: true, help: '不填则用默认流程' }),
    stage: f.ref('阶段', { to: 'stage', inverse: 'opportunities', restrict: true, help: '不填则从第一阶段开始' }),
    probability: f.percent('赢率', { min: 0, max: 100, help: '随阶段而变，也可手改' }),
    outcome: f.choice('结果', {
      index: true,
      readOnly: true,
      options: { open: '进行中', won: '赢单', lost: '输单' },
      colors: { open: 'blue', won: 'green', lost: 'gray' },
      default: 'open',
    }),
    weighted: f.formula('加权金额', { expression: 'amount * probability / 100', result: 'money' }),
    stageSince: f.datetime('进入本阶段', { readOnly: true }),
    engagedOn: f.date('开始接触日'),
    closedOn: f.date('成交/关闭日', { index: true }),
    lostReason: f.choice('输单原因', {
      options: {
        price: '价格',
        product: '产品不合适',
        competitor: '输给竞品',
        delayed: '项目推迟或取消',
        relation: '关系不到位',
        other: '其他',
      },
      visibleWhen: 'outcome == "lost"',
    }),
    nextStep: f.text('下一步', { length: 200 }),
    needs: f.longText('客户需求'),
    budget: f.money('客户预算', { min: 0 }),
    decisionProcess: f.longText('决策流程'),
    competitors: f.tags('竞争对手'),
    source: f.choice('来源', {
      index: true,
      options: {
        web: '官网',
        expo: '展会',
        wecom: '企微',
        referral: '转介绍',
        phone: '电话',
        service: '服务',
        import: '导入',
        other: '其他',
      },
    }),
    externalId: f.text('外部编号', {
      unique: true,
      search: true,
      length: 60,
      help: '在别的系统里的编号，导入时用来认同一条',
    }),
    owner: f.user('负责人', { index: true }),
    department: f.department('所属部门', {}),
    tags: f.tags('标签'),
  },

  consults: stages,
  prepare: placeInPipeline,
  gate: stageGate,

  synonyms: {
    name: [
      '商机',
      '项目名称',
      '机会名称',
      '销售机会',
      '销售机会名称',
      'title',
      'opportunity',
      'opportunityname',
      'dealname',
      'deal',
    ],
    owner: ['机会所有人', '销售机会所有人'],
    contact: ['联系人', '客户联系人', 'primarycontact', 'contactname'],
    needs: ['需求', '需求描述', '项目需求', 'description', 'requirements'],
    externalId: ['商机id', '机会id', 'opportunityid', 'dealid', 'opportunitynumber'],
    product: ['产品', '意向产品', '产品型号'],
    source: ['机会来源', '商机来源'],
    amount: [
      '预计销售金额',
      '机会金额',
      '销售金额',
      '商机金额',
      '预计成交金额',
      '成交金额',
      'closevalue',
      'opportunityvalue',
    ],
    expectedClose: ['预计成交日期', '预计签约日期', '预计结单日期', 'expectedclosedate', 'expectedclosingdate'],
    closedOn: ['成交日期', '结单日期', '关闭日期', '签约日期', 'closedate', 'closingdate', 'closeddate'],
    engagedOn: ['接触日期', '开始日期', 'engagedate', 'createddate'],
    probability: ['成功率', '可能性', '成交概率'],
    lostReason: ['失败原因', '丢单原因', 'lossreason'],
    competitors: ['竞品', '竞争者', 'competitor'],
  },

  standing: [{ group: ['pipeline', 'stage', 'outcome', 'expectedClose:month'], sum: ['amount'] }],
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
    sales: { read: 'own', create: true, update: 'own', delete: 'own', bulk: true, fields: { budget: 'write' } },
    marketer: { read: 'all', fields: { amount: 'hidden', budget: 'hidden' } },
    service: { read: 'all', fields: { amount: 'hidden', budget: 'hidden', competitors: 'hidden' } },
    reader: { read: 'department', fields: { budget: 'hidden' } },
  },
})

export type Opportunity = RowOf<typeof Opportunity>
