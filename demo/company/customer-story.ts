import { addDays, type CalendarDate } from '#shared/calendar-date'
import type { Chance } from './chance.ts'
import { contactSteps } from './contacts-story.ts'
import { type Era, planDeal } from './deal-plan.ts'
import { dealSteps } from './deal-story.ts'
import { type Firm, newFirm, type SalesRegion } from './firm-names.ts'
import { nobodysMobile } from './people-names.ts'
import { careActivity } from './phrases.ts'
import { ref, type Step } from './step.ts'
import { timeOn } from './time-on.ts'
import { daysBetween, workdayAfter, workdayBefore } from './workdays.ts'

/** What all stories share. */
export interface Setting {
  readonly era: Era
  readonly zone: string
  readonly openStages: { readonly main: number; readonly spares: number }
  /** Names of firms that are taken. */
  readonly taken: Set<string>
  /** Salespeople of each region. */
  readonly sellers: number
  /** A colleague's name by her key. */
  readonly nameOf: (key: string) => string
}

type Level = 'A' | 'B' | 'C' | 'D'
const dealsOf: Record<Level, readonly [least: number, most: number]> = { A: [2, 4], B: [1, 3], C: [0, 2], D: [0, 1] }
const callsOf: Record<Level, number> = { A: 3, B: 2, C: 1, D: 0 }
const regionWeights: Record<SalesRegion, number> = { east: 38, south: 27, north: 20, west: 15 }

export const drawSeller = (by: Chance, sellers: number): { readonly region: SalesRegion; readonly seller: string } => {
  const region = by.weighted(regionWeights)
  return { region, seller: `${region}.${by.int(1, sellers)}` }
}

/** A customer's years with us: how it was won over, its people, deals and calls, and when it is to be called next. */
export const customerSteps = (by: Chance, key: string, setting: Setting): Step[] => {
  const { era, zone, taken, sellers, nameOf, openStages } = setting
  const { region, seller } = drawSeller(by, sellers)
  const firm = newFirm(by, region, taken)
  const level = by.weighted<Level>({ A: 12, B: 28, C: 44, D: 16 })
  const plans = Array.from({ length: by.int(...dealsOf[level]) }, () => planDeal(by, era))
  const firstDeal = plans.map((plan) => plan.start).sort()[0]
  const day = firstDay(by, era, firstDeal)
  const people = contactSteps(by, firm, key, seller, day)
  const deals = plans.flatMap((plan, i) =>
    dealSteps(by, {
      key: `${key}.d${i + 1}`,
      customer: key,
      contact: by.pick(people).key,
      firm: firm.short,
      seller,
      sellerName: nameOf(seller),
      manager: `${region}.manager`,
      plan,
      openStages,
      zone,
    }),
  )
  return [
    { day, by: seller, kind: 'newCustomer', key, values: profile(by, firm, level) },
    ...people,
    ...deals,
    ...calls(by, key, seller, callsOf[level], day, era, zone),
    ...(level === 'A' ? [credit(by, key, `${region}.manager`, day)] : []),
    ...outlook(by, key, seller, day, plans.length > 0, era, zone),
  ]
}

/** Some days before the first deal, and not before the story begins. */
const firstDay = (by: Chance, era: Era, firstDeal: CalendarDate | undefined): CalendarDate => {
  const somewhen = addDays(era.first, by.int(0, daysBetween(era.first, era.last)))
  const wanted = firstDeal ? addDays(firstDeal, -by.int(3, 40)) : somewhen
  const day = workdayBefore(wanted)
  return day < era.first ? workdayAfter(era.first) : day
}

const profile = (by: Chance, firm: Firm, level: Level): Step['values'] => ({
  name: firm.name,
  creditCode: firm.creditCode,
  industry: firm.industry,
  size: by.weighted({ s1: 6, s2: 26, s3: 38, s4: 17, s5: 12, s6: 1 }),
  level,
  source: by.weighted({ web: 18, expo: 24, wecom: 12, referral: 26, phone: 14, other: 6 }),
  address: { region: firm.district, detail: firm.detail },
  website: `https://www.${firm.domain}`,
  revenue: `${by.int(8, 900) * 1_000_000}.00`,
  employees: by.int(18, 2400),
  founded: by.int(1992, 2021),
  ...(by.is(0.5) ? { phone: nobodysMobile(by) } : {}),
  ...(by.is(0.35) ? { tags: [by.pick(['重点培育', '技改项目', '出口企业', '专精特新', '老客户转介绍'])] } : {}),
})

/** Salespeople do not even see how much credit a customer has. */
const credit = (by: Chance, key: string, manager: string, day: CalendarDate): Step => ({
  day,
  by: manager,
  kind: 'changeCustomer',
  key,
  values: { creditLimit: `${by.int(5, 60) * 100_000}.00` },
})

const calls = (
  by: Chance,
  key: string,
  seller: string,
  count: number,
  from: CalendarDate,
  { last }: Era,
  zone: string,
): Step[] =>
  Array.from({ length: count }, (_, i) => {
    const day = workdayBefore(addDays(from, by.int(1, Math.max(1, daysBetween(from, last)))))
    const { kind, subject, content, next } = careActivity(by)
    return {
      day: day < from ? from : day > last ? last : day,
      by: seller,
      kind: 'newActivity',
      key: `${key}.a${i + 1}`,
      values: {
        kind,
        subject,
        content,
        nextStep: next,
        at: timeOn(day < from ? from : day, by.int(9, 13), by.pick([0, 20, 40]), zone),
        minutes: by.int(1, 12) * 10,
        about: { object: 'customer', id: ref(key) },
        contacts: [ref(`${key}.p1`)],
      },
    }
  })

/** Who buys, or may buy, is to be called soon; of those without a deal some fell asleep. */
const outlook = (
  by: Chance,
  key: string,
  seller: string,
  from: CalendarDate,
  busy: boolean,
  { last, today }: Era,
  zone: string,
): Step[] => {
  const step = (day: CalendarDate, values: Step['values']): Step[] => [
    { day, by: seller, kind: 'changeCustomer', key, values },
  ]
  if (busy || by.is(0.25)) {
    const day = workdayBefore(addDays(last, -by.int(0, Math.min(9, daysBetween(from, last)))))
    return step(day < from ? from : day, {
      nextContactAt: timeOn(addDays(today, by.int(-3, 14)), by.pick([9, 10, 14, 15]), 30, zone),
    })
  }
  const quiet = workdayBefore(addDays(from, 300))
  if (quiet >= last || by.is(0.4)) return []
  return step(quiet, { status: by.weighted({ dormant: 80, lost: 20 }) })
}
