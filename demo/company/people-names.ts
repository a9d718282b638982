import type { Chance } from './chance.ts'

const pairs = (text: string) => text.split(' ').map((pair) => pair.split(':') as [string, string])

const surnames = pairs(
  '王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma 朱:zhu 胡:hu 郭:guo 何:he 林:lin 高:gao 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu 韩:han 冯:feng 邓:deng 曹:cao 彭:peng 曾:zeng 肖:xiao 田:tian 董:dong 潘:pan 袁:yuan 蔡:cai 蒋:jiang 余:yu 于:yu 杜:du 叶:ye 程:cheng 魏:wei 苏:su 吕:lv 丁:ding 任:ren 卢:lu 姚:yao 沈:shen 钟:zhong 姜:jiang 崔:cui 谭:tan 陆:lu 范:fan 汪:wang 廖:liao',
)

const given = pairs(
  '明:ming 建:jian 国:guo 志:zhi 海:hai 文:wen 晓:xiao 丽:li 红:hong 伟:wei 强:qiang 军:jun 磊:lei 洋:yang 勇:yong 艳:yan 杰:jie 娟:juan 涛:tao 超:chao 秀:xiu 霞:xia 平:ping 刚:gang 桂:gui 英:ying 华:hua 慧:hui 巧:qiao 美:mei 娜:na 静:jing 淑:shu 惠:hui 珠:zhu 翠:cui 雅:ya 芝:zhi 玉:yu 萍:ping 宇:yu 浩:hao 凯:kai 俊:jun 帆:fan 雪:xue 爱:ai 霄:xiao 彬:bin 亮:liang 谦:qian 宏:hong 鸣:ming 朋:peng 梁:liang 栋:dong 维:wei 启:qi 翔:xiang 旭:xu 鹏:peng 泽:ze 晨:chen 辰:chen 家:jia 致:zhi 树:shu 炎:yan 泰:tai 盛:sheng 雄:xiong 琛:chen 钧:jun 腾:teng 楠:nan 榕:rong 风:feng 航:hang 弘:hong',
)

/** A made-up person: a name drawn from common characters, and how it is written in an address. */
export interface PersonName {
  readonly name: string
  readonly pinyin: string
}

export const personName = (by: Chance): PersonName => {
  const [surname, family] = by.pick(surnames)
  const parts = [by.pick(given), by.pick(given)]
  return {
    name: surname + parts.map(([character]) => character).join(''),
    pinyin: `${family}.${parts.map(([, sound]) => sound).join('')}`,
  }
}

/** A mobile number that belongs to nobody: these three-digit segments were never given out. */
export const nobodysMobile = (by: Chance): string =>
  `${by.pick(['160', '161', '163', '164', '168', '169'])}${String(by.int(0, 99_999_999)).padStart(8, '0')}`
