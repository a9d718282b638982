import { addDays, type CalendarDate } from '#shared/calendar-date'
import { chance } from './chance.ts'
import { customerSteps, drawSeller, type Setting } from './customer-story.ts'
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
 * chapter time only goes forward. A chapter tells all that a few salespeople did, so that what one of them does on a day
 * stands together and is written together.
 */
export function* tell(seed: string, size: Extent, setting: Setting): Generator<readonly Step[]> {
  const stories = size.customers + size.leads
  const begin = (n: number) => chance(`${seed} ${n}`)
  for (const numbers of chapters(stories, (n) => drawSeller(begin(n), setting.sellers).seller)) {
    const steps: Step[] = []
    for (const n of numbers) {
      // Leads lie evenly among the customers, so that every salesperson has a share.
      const isLead = Math.floor(((n + 1) * size.leads) / stories) > Math.floor((n * size.leads) / stories)
      for (const step of isLead ? leadSteps(begin(n), `l${n}`, setting) : customerSteps(begin(n), `c${n}`, setting))
        steps.push(step)
    }
    yield steps.sort(inOrder)
  }
}

/** The numbers of the stories, those of one salesperson together, as many salespeople in a chapter as fit. */
const chapters = (stories: number, sellerOf: (n: number) => string): readonly number[][] => {
  const books = new Map<string, number[]>()
  for (let n = 0; n < stories; n++) {
    const seller = sellerOf(n)
    const book = books.get(seller)
    if (book) book.push(n)
    else books.set(seller, [n])
  }
  const told: number[][] = []
  for (const book of books.values()) {
    const last = told.at(-1)
    if (last && last.length + book.length <= chapter) last.push(...book)
    else told.push([...book])
  }
  // Whoever comes first picks the name of a firm first, as if there were no chapters.
  return told.map((numbers) => numbers.sort((a, b) => a - b))
}

const inOrder = (a: Step, b: Step): number =>
  compare(a.day, b.day) || rank.get(a.kind)! - rank.get(b.kind)! || compare(a.by, b.by)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
