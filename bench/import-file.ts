import { createHash } from 'node:crypto'

const cities =
  '北京 上海 广州 深圳 苏州 杭州 宁波 南京 无锡 青岛 济南 武汉 长沙 成都 重庆 西安 郑州 合肥 福州 厦门'.split(' ')
const first = [...'华恒海金宏天瑞博鼎盛中永新东方正泰和康源嘉诚信远隆丰润德科创联聚佳益通达']
const second = [...'精工川信达诚润泰昌兴远腾辉锐捷凯翔宇晟拓维智联航宝岳峰屹岩越安驰能']
const trades =
  '精密机械 电子科技 精细化工 汽车零部件 新能源 建筑工程 医疗器械 食品 物流 信息技术 智能装备 自动化'.split(' ')
const forms = '有限公司 股份有限公司 有限责任公司 集团有限公司'.split(' ')
const [industries, levels, sources] = ['装备制造 电子信息 化工 汽车 能源 软件', 'A B C D', '官网 展会 企微'].map((t) =>
  t.split(' '),
)

/** The customer list that is imported: eleven columns as people have them, the owner by her address; the same every time. */
export const customerFile = (rows: number, owner: string): string => {
  const lines = ['客户名称,电话,邮箱,行业,等级,年营业额(元),员工人数,成立年份,来源,备注,业务员']
  for (let n = 0; n < rows; n++) {
    const chance = createHash('md5').update(`customer ${n}`).digest()
    let at = 0
    const oneOf = (texts: readonly string[]) => texts[chance.readUInt8(at++) % texts.length]!
    const name = [cities, first, second, first, trades, forms].map(oneOf).join('')
    const remark = n % 3 === 0 ? `"老客户,每季度回访,编号 ${n}"` : ''
    lines.push(
      [
        name,
        `13${100_000_000 + n}`,
        `office${n}@example.com`,
        oneOf(industries!),
        oneOf(levels!),
        `${1 + chance.readUInt16BE(8)}000.00`,
        5 + (chance.readUInt16BE(10) % 4_000),
        1980 + (chance.readUInt8(12) % 44),
        oneOf(sources!),
        remark,
        owner,
      ].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}
