/** What the sample company makes. Prices in yuan. */
export const products = [
  {
    key: 'vmc',
    code: 'LC-VMC850',
    name: '立式加工中心 VMC850',
    short: '立式加工中心',
    series: '加工中心',
    price: 428_000,
  },
  {
    key: 'hmc',
    code: 'LC-HMC630',
    name: '卧式加工中心 HMC630',
    short: '卧式加工中心',
    series: '加工中心',
    price: 1_280_000,
  },
  {
    key: 'gantry',
    code: 'LC-GMC2040',
    name: '龙门加工中心 GMC2040',
    short: '龙门加工中心',
    series: '加工中心',
    price: 1_960_000,
  },
  {
    key: 'five',
    code: 'LC-5AX400',
    name: '五轴加工中心 5AX400',
    short: '五轴加工中心',
    series: '加工中心',
    price: 2_350_000,
  },
  { key: 'lathe', code: 'LC-CK6150', name: '数控车床 CK6150', short: '数控车床', series: '车床', price: 196_000 },
  { key: 'mill', code: 'LC-TC26', name: '车铣复合中心 TC26', short: '车铣复合中心', series: '车床', price: 860_000 },
  { key: 'robot', code: 'LC-RB20', name: '六轴工业机器人 RB20', short: '工业机器人', series: '自动化', price: 168_000 },
  {
    key: 'cell',
    code: 'LC-CELL4',
    name: '柔性加工单元 CELL4',
    short: '柔性加工单元',
    series: '自动化',
    price: 3_200_000,
  },
  { key: 'line', code: 'LC-LINE', name: '机加自动化产线', short: '自动化产线', series: '自动化', price: 6_800_000 },
  { key: 'vision', code: 'LC-VS3', name: '在线视觉检测站 VS3', short: '视觉检测站', series: '自动化', price: 245_000 },
  { key: 'spares', code: 'LC-SP', name: '易损件套装', short: '备件', series: '备件与服务', price: 18_000 },
  { key: 'care', code: 'LC-CARE', name: '年度维保服务', short: '年度维保', series: '备件与服务', price: 46_000 },
] as const

export type ProductKey = (typeof products)[number]['key']

/** A second way of selling beside the workspace's first pipeline: short, for spares and service. */
export const sparesPipeline = {
  name: '备件与服务',
  stages: [
    { name: '询价', probability: '30', outcome: 'open' },
    { name: '报价', probability: '60', outcome: 'open' },
    { name: '成交', probability: '100', outcome: 'won' },
    { name: '未成交', probability: '0', outcome: 'lost' },
  ],
} as const
