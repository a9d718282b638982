import type { CalendarDate } from '#shared/calendar-date'
import type { Chance } from './chance.ts'
import type { Firm } from './firm-names.ts'
import { nobodysMobile, personName } from './people-names.ts'
import { ref, type Step } from './step.ts'

/** Who decides what at a customer, from the top down. */
const chairs = [
  { position: '总经理', division: '总经办', stance: 'decider' },
  { position: '设备部长', division: '设备部', stance: 'influencer' },
  { position: '采购经理', division: '采购部', stance: 'buyer' },
  { position: '工艺工程师', division: '工艺部', stance: 'technician' },
  { position: '车间主任', division: '生产部', stance: 'user' },
] as const

/** One to five people at a customer; those below report to the first of them. Their keys are `<customer>.p1`, `.p2`, … */
export const contactSteps = (by: Chance, firm: Firm, customer: string, seller: string, day: CalendarDate): Step[] => {
  const count = Number(by.weighted({ 1: 20, 2: 34, 3: 28, 4: 12, 5: 6 }))
  return chairs.slice(0, count).map((chair, i) => {
    const { name, pinyin } = personName(by)
    return {
      day,
      by: seller,
      kind: i === 0 ? 'newContact' : 'newReport',
      key: `${customer}.p${i + 1}`,
      values: {
        ...chair,
        name,
        customer: ref(customer),
        attitude: by.weighted({ supportive: 35, neutral: 40, opposed: 7, unknown: 18 }),
        mobile: nobodysMobile(by),
        email: `${pinyin}@${firm.domain}`,
        ...(i > 0 ? { reportsTo: ref(`${customer}.p1`) } : {}),
      },
    }
  })
}
