import { addDays, type CalendarDate } from '#shared/calendar-date'
import { chance } from './chance.ts'
import { customerSteps, type Setting } from './customer-story.ts'
import { leadSteps } from './lead-story.ts'
import { order, type Step } from './step.ts'
import { workdayAfter, workdayBefore } from './workdays.ts'

export type Size = 's' | 'm' | 'l'

/** How much is told. */
export interface Extent {
  /** Customers told of directly; leads add about a fifth of their own number by being converted. */
  readonly customers: number
  readonly leads: number
  /** Salespeople in each of the four regions. */
  readonly sellers: number
}

export const sizes: Record<Size, Extent> = {
  s: { customers: 175, leads: 110, sellers: 3 },
  m: { customers: 4_400, leads: 2_800, sellers: 4 },
  l: { customers: 88_000, leads: 56_000, sellers: 6 },
}

/** Two years back from today. */
export const eraOf = (today: CalendarDate): Setting['era'] => ({
  first: workdayAfter(addDays(today, -730)),
  last: workdayBefore(addDays(today, -1)),
  today,
})

const rank = new Map(order.map((kind, i) => [kind, i]))

/** So many customers and leads are told in one go, day by day: what fits into memory with ease. */
const chapter = 20_000

/**
 * The whole story as steps in the order they happened. Large ones come in chapters, each of them two years long: within a
 * chapter time only goes forward.
 */
export function* tell(seed: string, size: Extent, setting: Setting): Generator<readonly Step[]> {
  const stories = size.customers + size.leads
  for (let from = 0; from < stories; from += chapter) {
    const steps: Step[] = []
    for (let n = from; n < Math.min(stories, from + chapter); n++) {
      // Leads lie evenly among the customers, so that every chapter has its share.
      const isLead = Math.floor(((n + 1) * size.leads) / stories) > Math.floor((n * size.leads) / stories)
      const by = chance(`${seed} ${n}`)
      for (const step of isLead ? leadSteps(by, `l${n}`, setting) : customerSteps(by, `c${n}`, setting))
        steps.push(step)
    }
    yield steps.sort(inOrder)
  }
}

const inOrder = (a: Step, b: Step): number =>
  compare(a.day, b.day) || rank.get(a.kind)! - rank.get(b.kind)! || compare(a.by, b.by)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
