import { checkCharacter } from '#shared/credit-code'
import { regionName, regionOf, regionsIn } from '#shared/regions'
import type { Chance } from './chance.ts'

export type SalesRegion = 'east' | 'south' | 'north' | 'west'

/** Where the firms of a sales region lie: cities by their official codes, which name places only. */
const cities: Record<SalesRegion, readonly string[]> = {
  east: ['310000', '320100', '320200', '320400', '320500', '330100', '330200', '330300', '340100', '370200', '350200'],
  south: ['440100', '440300', '440600', '441900', '442000', '440400', '450200', '450100', '360100', '430100'],
  north: ['110000', '120000', '130100', '130200', '140100', '210100', '210200', '220100', '230100', '370100', '410100'],
  west: ['500000', '510100', '510700', '520100', '530100', '610100', '620100', '640100', '650100', '420100'],
}

const first = [...'澜翎霁岚骏凌琅晟曜澄渝钧瀚韬砺铄祺朔昱翊珩璟嵘屹烁峥淳笠榉樾杉梓筠菁荃芮葭蔚']
const second = [...'川岳屿泽原和桥峰野舟棠宁远恒诚立行源朗石彦齐弦拓基业歌河松帆杭茂润庭维序']

const trades = {
  machinery: ['精密机械', '重工装备', '数控机床', '智能装备', '传动机械'],
  automotive: ['汽车零部件', '汽车底盘', '车身模具'],
  electronics: ['电子科技', '精密电子', '半导体设备'],
  energy: ['新能源装备', '风电设备', '储能科技'],
  chemical: ['精细化工', '新材料'],
  medical: ['医疗器械', '生物医疗设备'],
  construction: ['钢结构', '建筑机械'],
  food: ['食品机械', '乳业装备'],
  logistics: ['物流装备', '仓储设备'],
  textile: ['纺织机械', '服饰制造'],
} as const

export type Trade = keyof typeof trades

/** A made-up company: no part of it comes from a list of real ones. */
export interface Firm {
  readonly name: string
  /** As its people say: 澜川精密机械. */
  readonly short: string
  /** The name of its invented domain, below `.example`, which belongs to nobody. */
  readonly domain: string
  readonly industry: Trade
  /** The code of a district, or of a city without any. */
  readonly district: string
  readonly detail: string
  readonly creditCode: string
}

const weights: Record<Trade, number> = {
  machinery: 30,
  automotive: 18,
  electronics: 14,
  energy: 10,
  chemical: 5,
  medical: 6,
  construction: 6,
  food: 4,
  logistics: 4,
  textile: 3,
}
const roads = [
  '科技路',
  '创业大道',
  '工业园路',
  '产业园三路',
  '滨河大道',
  '智造大道',
  '金山路',
  '兴业路',
  '纬五路',
  '振兴大街',
]
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A firm in a sales region whose name is not in `taken` yet; the name is added there. */
export const newFirm = (by: Chance, region: SalesRegion, taken: Set<string>): Firm => {
  const industry = by.weighted(weights)
  for (;;) {
    const code = by.pick(cities[region])
    const short = by.pick(first) + by.pick(second) + by.pick(trades[industry])
    const name = `${shortCity(code)}${short}${by.weighted({ 有限公司: 75, 股份有限公司: 15, 集团有限公司: 10 })}`
    if (taken.has(name)) continue
    taken.add(name)
    const districts = regionsIn(code)
    // 东莞 and 中山 have none.
    const district = districts.length > 0 ? by.pick(districts).code : code
    return {
      name,
      short,
      domain: `firm${taken.size}.example`,
      industry,
      district,
      detail: `${by.pick(roads)}${by.int(1, 398)}号`,
      creditCode: creditCodeFor(by, district),
    }
  }
}

/** 江苏省苏州市 → 苏州, 上海市 → 上海. */
const shortCity = (code: string): string => (regionOf(code)?.name ?? regionName(code)).replace(/市$/, '')

const creditCodeFor = (by: Chance, district: string): string => {
  const organisation = `MA${Array.from({ length: 7 }, () => by.pick([...letters])).join('')}`
  const code = `91${district}${organisation}`
  return code + checkCharacter(code)
}
