const words = (text: string): readonly (readonly string[])[] => text.split(',').map((entry) => entry.trim().split(' '))

/** Places, and what is made there, that are read otherwise than their characters mostly are. */
const places = words(
  `乐清 yue qing,乐亭 lao ting,乐陵 lao ling,莘庄 xin zhuang,莘塍 xin cheng,会稽 kuai ji,洪洞 hong tong,蔚县 yu xian,
  涡阳 guo yang,泌阳 bi yang,浚县 xun xian,歙县 she xian,歙州 she zhou,黄陂 huang pi,大埔 da bu,单县 shan xian,
  繁峙 fan shi,浒墅关 xu shu guan,浒墅 xu shu,尉犁 yu li,莎车 suo che,罗布泊 luo bu po,沌口 zhuan kou,厦大 xia da,
  解州 hai zhou,色达 se da,称多 chen duo,曾都 zeng du,曾侯 zeng hou,阿胶 e jiao,参茸 shen rong,成都 cheng du,
  都匀 du yun,都安 du an,武都 wu du,花都 hua du,于都 yu du,丰都 feng du,江都 jiang du,昌都 chang du,郫都 pi du,
  莲都 lian du,六合 lu he,铅山 yan shan,枞阳 zong yang,牟平 mu ping,中牟 zhong mu,大城 dai cheng`,
).map(([place, ...read]) => ({ place: place!, read }))

/** How characters are read in the names of people and in short names, each with all readings that are in use there. */
const inNames = new Map(
  words(
    `乐 le yue,行 xing hang heng,重 zhong chong,长 chang zhang,朝 chao zhao,传 chuan zhuan,曾 zeng ceng,
    单 shan dan chan,参 can shen cen,晟 sheng cheng,盛 sheng cheng,覃 qin tan,谌 chen shen,查 zha cha,区 ou qu,
    仇 qiu chou,解 xie jie,朴 piao pu po,尉 wei yu,角 jiao jue,系 xi ji,强 qiang jiang,奇 qi ji,车 che ju,
    率 lv shuai,调 diao tiao,藏 cang zang,宿 su xiu,柏 bai bo,薄 bo bao,茜 qian xi,翟 zhai di,隗 wei kui,
    郇 xun huan,缪 miao mou miu,种 chong zhong,繁 po fan,番 fan pan,颉 jie xie,祭 ji zhai,称 cheng chen,
    澄 cheng deng,炅 jiong gui,沈 shen chen,盖 ge gai,折 she zhe,员 yun yuan,乜 nie mie,句 gou ju,召 shao zhao,
    万 wan mo,洗 xian xi,厦 xia sha,莎 sha suo,卜 bu bo`,
  ).map(([character, ...read]) => [character!, read] as const),
)

const [shortName, mostReadings] = [4, 6]

/** The other ways in which people read a run of Chinese, besides the usual one. */
export const otherReadings = (run: readonly string[], usual: readonly string[]): (readonly string[])[] => {
  // A library that reads some rare character as none or as two leaves nothing to be put in its place.
  if (usual.length !== run.length) return []
  const text = run.join('')
  const placed = places.reduce<readonly string[]>((read, { place, read: syllables }) => {
    const at = text.indexOf(place)
    return at < 0 ? read : read.toSpliced(Array.from(text.slice(0, at)).length, syllables.length, ...syllables)
  }, usual)
  const found = placed === usual ? [] : [placed]
  if (run.length > shortName) return found
  return run
    .reduce<(readonly string[])[]>(
      (all, character, i) => [
        ...all,
        ...(inNames.get(character) ?? []).flatMap((syllable) => all.map((read) => read.with(i, syllable))),
      ],
      [usual, ...found],
    )
    .filter((read, i, all) => all.findIndex((other) => other.join() === read.join()) === i)
    .slice(1, mostReadings)
}
