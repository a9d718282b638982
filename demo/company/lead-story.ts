import { addDays, type CalendarDate } from '#shared/calendar-date'
import type { Chance } from './chance.ts'
import { drawSeller, type Setting } from './customer-story.ts'
import { dealSteps } from './deal-story.ts'
import { newFirm } from './firm-names.ts'
import { nobodysMobile, personName } from './people-names.ts'
import { needFor } from './phrases.ts'
import { products } from './catalogue.ts'
import { ref, type Step } from './step.ts'
import { daysBetween, workdayAfter, workdayBefore } from './workdays.ts'

const trades: Readonly<Record<string, string>> = {
  machinery: '装备制造',
  automotive: '汽车零部件',
  electronics: '电子信息',
  energy: '新能源',
  chemical: '化工新材料',
  medical: '医疗器械',
  construction: '建筑机械',
  food: '食品机械',
  logistics: '仓储物流',
  textile: '纺织',
}

type End = 'new' | 'pool' | 'working' | 'qualified' | 'converted' | 'junk'

/** How long ago a lead of that end came in, in days at least and at most. */
const ages: Record<End, readonly [number, number]> = {
  new: [0, 12],
  pool: [0, 40],
  working: [3, 45],
  qualified: [6, 60],
  converted: [40, 700],
  junk: [5, 700],
}

/** A lead that marketing brought in, as far as it came: untouched, in the pool, worked on, qualified, binned, or converted. */
export const leadSteps = (by: Chance, key: string, setting: Setting): Step[] => {
  const { era, taken, sellers } = setting
  const { region, seller } = drawSeller(by, sellers)
  const firm = newFirm(by, region, taken)
  const product = by.pick(products)
  const end = by.weighted<End>({ new: 15, pool: 12, working: 18, qualified: 12, converted: 21, junk: 22 })
  const wanted = workdayBefore(addDays(era.last, -by.int(...ages[end])))
  const day = wanted < era.first ? workdayAfter(era.first) : wanted
  const { name, pinyin } = personName(by)
  const source = by.weighted({ web: 34, expo: 26, wecom: 16, referral: 12, phone: 12 })
  const lead: Step = {
    day,
    by: 'marketing',
    kind: 'newLead',
    key,
    values: {
      company: firm.name,
      name,
      position: by.pick(['设备部长', '采购经理', '生产副总', '工艺主管', '厂长']),
      mobile: nobodysMobile(by),
      email: `${pinyin}@${firm.domain}`,
      industry: trades[firm.industry],
      address: { region: firm.district, detail: firm.detail },
      source,
      ...(source === 'expo'
        ? { campaign: `${day.slice(0, 4)} ${by.pick(['工业博览会', '机床展', '智能制造展'])}` }
        : {}),
      owner: end === 'pool' ? null : ref(`user.${seller}`),
      ...(by.is(0.4) ? { need: needFor(product.key) } : {}),
    },
  }
  if (end === 'new' || end === 'pool') return [lead]
  const next = (from: CalendarDate, most: number) => later(from, by.int(1, most), era.last)
  const [worked, decided] = [next(day, 3), next(next(day, 3), 14)]
  const move = (when: CalendarDate, values: Step['values']): Step => ({
    day: when,
    by: seller,
    kind: 'moveLead',
    key,
    values,
  })
  const working = move(worked, { status: 'working' })
  if (end === 'working' || decided <= worked) return [lead, working]
  if (end === 'junk')
    return [
      lead,
      working,
      move(decided, {
        status: 'junk',
        remark: by.pick(['号码无法接通', '近期没有采购计划', '是同行打听价格', '需求与产品不符']),
      }),
    ]
  const qualified = move(decided, bant(by, product, decided))
  const converted = later(decided, by.int(2, 9), era.last)
  if (end === 'qualified' || converted <= decided) return [lead, working, qualified]
  return [
    lead,
    working,
    qualified,
    ...conversion(by, { key, seller, region, short: firm.short, product: product.short, day: converted }, setting),
  ]
}

const bant = (by: Chance, product: (typeof products)[number], day: CalendarDate): Step['values'] => ({
  status: 'qualified',
  need: needFor(product.key),
  authority: by.is(0.6),
  budget: `${Math.round((product.price * by.int(90, 220)) / 100 / 10_000) * 10_000}.00`,
  ...(by.is(0.7) ? { timing: addDays(day, by.int(40, 150)) } : {}),
})

interface Conversion {
  readonly key: string
  readonly seller: string
  readonly region: string
  readonly short: string
  readonly product: string
  readonly day: CalendarDate
}

/** The lead becomes a customer with a deal, which then goes its way like any other. */
const conversion = (by: Chance, { key, seller, region, short, product, day }: Conversion, setting: Setting): Step[] => {
  const { era, nameOf, openStages, zone } = setting
  const room = daysBetween(day, era.last)
  const outcome = room < 25 ? 'open' : by.weighted({ open: 30, won: 42, lost: 28 } as const)
  const last = workdayBefore(
    outcome === 'open'
      ? addDays(era.last, -by.int(0, Math.min(10, room)))
      : addDays(day, by.int(20, Math.min(140, room))),
  )
  const convert: Step = { day, by: seller, kind: 'convertLead', key, values: { name: `${short}${product}项目` } }
  const deal = dealSteps(by, {
    key: `${key}.opportunity`,
    customer: `${key}.customer`,
    contact: `${key}.contact`,
    firm: short,
    seller,
    sellerName: nameOf(seller),
    manager: `${region}.manager`,
    plan: { start: day, end: last < day ? day : last, outcome, expectedClose: addDays(era.today, by.int(3, 70)) },
    openStages,
    converted: true,
    zone,
  })
  return [convert, ...deal]
}

/** So many workdays' worth of days later, but not after `last`. */
const later = (day: CalendarDate, days: number, last: CalendarDate): CalendarDate => {
  const then = workdayAfter(addDays(day, days))
  return then > last ? last : then
}
