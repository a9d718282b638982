import { chance, oneOf } from './chance.ts'

const cities =
  '北京 上海 广州 深圳 苏州 杭州 宁波 南京 无锡 青岛 济南 武汉 长沙 成都 重庆 西安 郑州 合肥 福州 厦门 天津 沈阳 大连 昆明'.split(
    ' ',
  )
const first = [...'华恒海金宏天瑞博鼎盛中永新东方正泰和康源嘉诚信远隆丰润德科创联聚佳益通达']
const second = [...'精工川信达诚润泰昌兴远腾辉锐捷凯翔宇晟拓维智联航宝岳峰屹岩越安驰能']
const trades =
  '精密机械 电子科技 精细化工 汽车零部件 新能源 建筑工程 医疗器械 食品 纺织 物流 商贸 信息技术 智能装备 自动化 新材料 环保'.split(
    ' ',
  )
const forms = '有限公司 股份有限公司 有限责任公司 集团有限公司'.split(' ')
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红鹏飞慧建国志文海燕波宁欣怡浩宇轩子涵']

/** 苏州恒信精密机械有限公司 */
export const companyName = (n = 'n'): string =>
  [
    oneOf(11, cities, 0, n),
    oneOf(12, first, 0, n),
    oneOf(13, second, 0, n),
    oneOf(14, trades, 0, n),
    oneOf(15, forms, 0, n),
  ].join(' || ')

/** 王芳, 李建国 */
export const personName = (n = 'n'): string =>
  `${oneOf(21, surnames, 0, n)} || ${oneOf(22, given, 0, n)} || coalesce(${oneOf(23, given, 3, n)}, '')`

/** +8613… with nine more digits. */
export const mobile = (n = 'n'): string =>
  `'+861' || (3 + ${chance(31, 7, n)}) || lpad((${chance(32, 1_000_000_000, n)})::text, 9, '0')`
