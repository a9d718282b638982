import type { Chance } from './chance.ts'
import type { ProductKey } from './catalogue.ts'

/** How far a deal is: what people do and write follows from it. */
export type Phase = 'first' | 'need' | 'offer' | 'terms'

interface Said {
  readonly kind: 'call' | 'mail' | 'meeting' | 'visit' | 'wecom' | 'note'
  readonly subject: string
  readonly content: string
  readonly next: string
  /** What is attached to it. */
  readonly papers?: 'quotation' | 'minutes'
}

const said = (kind: Said['kind'], subject: string, content: string, next: string, papers?: Said['papers']): Said => ({
  kind,
  subject,
  content,
  next,
  ...(papers && { papers }),
})

const aboutDeals: Record<Phase, readonly Said[]> = {
  first: [
    said('call', '电话了解扩产计划', '客户明年上半年要新增一条产线,正在收集设备方案,愿意先看资料。', '发送选型手册'),
    said('wecom', '企微沟通设备需求', '确认了零件材质和节拍要求,客户希望先看同行案例。', '整理同行业案例'),
    said('visit', '首次拜访', '参观了现有车间,设备已用八年,故障率偏高,厂长有更换意愿。', '约技术交流'),
    said('mail', '发送产品资料', '发送样册、主要参数和两家同行业应用案例。', '三天后电话回访'),
  ],
  need: [
    said(
      'meeting',
      '技术交流会',
      '与工艺、设备两位负责人确认加工精度、夹具和上下料方式,留有两个待确认项。',
      '回复待确认项',
      'minutes',
    ),
    said('visit', '现场勘测', '量了车间地基和供电,行车吨位够用,需要加装集中排屑。', '出布局图', 'minutes'),
    said('call', '确认工艺参数', '客户补充了三种零件的图纸,要求单件节拍不超过 95 秒。', '做节拍测算'),
    said('note', '试切安排', '样件已到厂,安排下周试切,精度报告由质检出具。', '安排试切'),
  ],
  offer: [
    said(
      'mail',
      '发送正式报价',
      '报价含设备、夹具、安装调试与两年质保,有效期三十天。',
      '电话跟进报价反馈',
      'quotation',
    ),
    said('meeting', '方案汇报', '向分管副总汇报方案与投资回收测算,对方关注交期和付款方式。', '调整付款条件'),
    said('call', '报价答疑', '客户对比了另外两家,认可我们的稳定性,希望价格再优化。', '申请价格支持'),
    said('visit', '邀请参观样板客户', '陪同客户参观已投产的产线,对换型时间满意。', '跟进决策进度'),
  ],
  terms: [
    said('meeting', '商务谈判', '付款方式谈到三三三一,交期 90 天,剩余质保金比例待定。', '准备合同文本', 'minutes'),
    said('call', '沟通合同条款', '法务提出违约条款修改意见,其余无异议。', '返回修改稿'),
    said('wecom', '确认签约时间', '客户内部审批已走完,等总经理签字。', '准备签约'),
  ],
}

export const dealActivity = (by: Chance, phase: Phase): Said => by.pick(aboutDeals[phase])

const care: readonly Said[] = [
  said('call', '例行回访', '设备运行正常,操作工反馈换刀偶有报警,已转客服跟进。', '跟进客服处理结果'),
  said('visit', '客户走访', '与车间主任交流近期产能,下半年可能有技改计划。', '保持联系'),
  said('wecom', '节日问候', '互致问候,对方提到新厂房预计明年封顶。', '下季度再联系'),
  said('mail', '发送新品介绍', '发送新款机型介绍与升级政策。', '一周后询问兴趣'),
  said('meeting', '年度交流会', '回顾一年合作情况,客户对响应速度满意,希望备件再快一些。', '提出备件寄售方案'),
]

export const careActivity = (by: Chance): Said => by.pick(care)

/** What a manager remarks below a deal. */
export const remark = (by: Chance, phase: Phase, seller: string): string =>
  `@${seller} ${by.pick(
    {
      first: ['先把决策链摸清楚,见到设备部负责人再谈方案。', '这个行业今年扩产多,跟紧一点。'],
      need: ['试切报告出来后发我看一下。', '把技术部拉进来一起评估节拍。', '注意竞品也在接触,尽快把方案定下来。'],
      offer: ['价格支持我去申请,你先稳住交期承诺。', '建议约对方分管领导见一面。', '付款方式尽量保证预付三成。'],
      terms: ['合同里质保起算日写清楚。', '本月能签吗?需要我一起去请告诉我。'],
    }[phase],
  )}`

export const answer = (by: Chance): string =>
  by.pick(['收到,明天给您反馈。', '好的,已约下周三。', '已经在办,周五前有结果。', '明白,我先和客户确认。'])

const tasks: Record<Phase, readonly string[]> = {
  first: ['寄送样册', '约首次技术交流', '了解客户组织架构'],
  need: ['完成布局图', '提交节拍测算', '安排试切', '回复工艺待确认项'],
  offer: ['更新报价单', '跟进报价反馈', '申请价格支持', '安排参观样板客户'],
  terms: ['准备合同文本', '跟进合同评审', '确认预付款到账时间'],
}

export const taskFor = (by: Chance, phase: Phase): string => by.pick(tasks[phase])

const needs: Record<ProductKey, string> = {
  vmc: '替换三台老旧立加,要求定位精度 0.008 mm 以内。',
  hmc: '变速箱壳体双工位加工,要求连续无人运行 8 小时。',
  gantry: '大型结构件一次装夹五面加工,工作台承重不低于 12 吨。',
  five: '叶轮与复杂曲面加工,要求带刀具管理与在机测量。',
  lathe: '轴类零件批量车削,要求配桁架上下料。',
  mill: '阀体车铣一次完成,减少二次装夹误差。',
  robot: '机床上下料改造,车间空间有限,要求占地小。',
  cell: '多品种小批量,要求换型时间少于 15 分钟。',
  line: '新厂房整线规划,年产能 30 万件,分两期建设。',
  vision: '出厂全检,要求漏检率低于万分之一。',
  spares: '年度易损件采购,要求 48 小时内到货。',
  care: '设备过保,需要年度维保与两次精度校准。',
}

export const needFor = (product: ProductKey): string => needs[product]

export const competitors = ['恒鼎数控', '博岳机床', '中启自动化', '维朗科技'] as const
