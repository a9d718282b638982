import { addDays, type CalendarDate } from '#shared/calendar-date'
import { type ProductKey, products } from './catalogue.ts'
import type { Chance } from './chance.ts'
import type { DealPlan } from './deal-plan.ts'
import { answer, competitors, dealActivity, needFor, type Phase, remark, taskFor } from './phrases.ts'
import { minutes, quotation, type Wanted } from './paper.ts'
import { ref, type Step } from './step.ts'
import { timeOn } from './time-on.ts'
import { spread, workdayAfter, workdayBefore } from './workdays.ts'

/** What a deal is told of. */
export interface Deal {
  readonly key: string
  readonly customer: string
  readonly contact: string
  readonly firm: string
  /** Key and name of the salesperson, and the key of her manager. */
  readonly seller: string
  readonly sellerName: string
  readonly manager: string
  readonly plan: DealPlan
  /** Stages of the pipelines that are still open, by pipeline. */
  readonly openStages: { readonly main: number; readonly spares: number }
  /** Made by converting a lead, so that its first step is told already. */
  readonly converted?: boolean
  readonly zone: string
}

const phases: readonly Phase[] = ['first', 'need', 'offer', 'terms']
const weights: Record<ProductKey, number> = {
  vmc: 20,
  hmc: 9,
  gantry: 6,
  five: 6,
  lathe: 14,
  mill: 8,
  robot: 12,
  cell: 4,
  line: 2,
  vision: 7,
  spares: 8,
  care: 4,
}

/** A deal from its first day through its stages to where it stands, with what was done, said and planned on the way. */
export const dealSteps = (by: Chance, deal: Deal): Step[] => {
  const { plan, seller } = deal
  const wanted = by.weighted(weights)
  const product = products.find(({ key }) => key === wanted)!
  const small = !deal.converted && product.series === '备件与服务'
  const pipeline = small ? 'spares' : 'main'
  const stages = deal.openStages[pipeline]
  const reached = plan.outcome === 'won' ? stages - 1 : by.int(0, stages - 1)
  const targets = [
    ...Array.from({ length: reached }, (_, i) => String(i + 1)),
    ...(plan.outcome === 'open' ? [] : [plan.outcome]),
  ]
  const days = plan.start < plan.end ? spread(plan.start, plan.end, targets.length) : []
  // Where time is short a deal skips its first stages, never its end.
  const moves = days.map((day, i) => ({ day, to: targets[targets.length - days.length + i]! }))
  const asked = deal.converted ? null : wantedOf(by, product)
  const phaseAt = (stage: number) => phases[Math.min(3, Math.round((stage * 3) / Math.max(1, stages - 1)))]!
  return [
    ...(asked ? [opening(by, deal, asked, pipeline)] : []),
    ...moves.map(({ day, to }) => move(by, deal, pipeline, day, to, phaseAt(Number(to) || reached))),
    ...[{ day: plan.start, to: '0' }, ...moves].flatMap(({ day, to }) =>
      activity(by, deal, asked, day, phaseAt(Number(to) || reached)),
    ),
    ...plannedTasks(by, deal, phaseAt(reached)),
    ...talk(by, deal, phaseAt(reached)),
    ...(plan.outcome === 'won' && moves.length > 0
      ? [
          {
            day: plan.end,
            by: seller,
            kind: 'changeCustomer',
            key: deal.customer,
            values: { status: 'active' },
          } as const,
        ]
      : []),
  ]
}

const wantedOf = (by: Chance, product: Wanted['product']): Wanted => {
  const count = product.price < 100_000 ? by.int(1, 12) : Number(by.weighted({ 1: 55, 2: 22, 3: 10, 4: 8, 6: 5 }))
  return { product, count, amount: Math.round((count * product.price * by.int(86, 100)) / 100 / 1000) * 1000 }
}

const opening = (by: Chance, deal: Deal, { product, count, amount }: Wanted, pipeline: string): Step => {
  return {
    day: deal.plan.start,
    by: deal.seller,
    kind: 'newOpportunity',
    key: deal.key,
    values: {
      name: `${deal.firm}${product.short}${count > 1 ? ` ${count} ${product.unit}` : ''}`,
      customer: ref(deal.customer),
      contact: ref(deal.contact),
      product: ref(`product.${product.key}`),
      amount: `${amount}.00`,
      expectedClose: deal.plan.expectedClose,
      pipeline: ref(`pipeline.${pipeline}`),
      stage: ref(`stage.${pipeline}.0`),
      engagedOn: deal.plan.start,
      source: by.weighted({ web: 18, expo: 22, wecom: 12, referral: 24, phone: 14, service: 10 }),
      needs: needFor(product.key),
      nextStep: taskFor(by, 'first'),
      ...(by.is(0.4) ? { budget: `${Math.round(amount / 10_000) * 10_000}.00` } : {}),
      ...(by.is(0.45) ? { competitors: [by.pick(competitors)] } : {}),
    },
  }
}

const move = (by: Chance, deal: Deal, pipeline: string, day: CalendarDate, to: string, phase: Phase): Step => ({
  day,
  by: deal.seller,
  kind: 'moveOpportunity',
  key: deal.key,
  values: {
    stage: ref(`stage.${pipeline}.${to}`),
    ...(to === 'lost'
      ? {
          lostReason: by.weighted({ price: 34, competitor: 26, delayed: 22, product: 10, relation: 8 }),
          nextStep: null,
        }
      : {}),
    ...(to === 'won' ? { nextStep: null } : {}),
    ...(to === 'won' || to === 'lost'
      ? {}
      : { nextStep: taskFor(by, phase), ...(deal.converted ? { expectedClose: deal.plan.expectedClose } : {}) }),
  },
})

const activity = (by: Chance, deal: Deal, asked: Wanted | null, day: CalendarDate, phase: Phase): Step[] => {
  if (by.is(0.3)) return []
  const said = dealActivity(by, phase)
  const { kind, subject, content, next } = said
  return [
    {
      day,
      by: deal.seller,
      kind: 'newActivity',
      key: `${deal.key}.a${day}`,
      values: {
        kind,
        subject,
        content,
        nextStep: next,
        at: timeOn(day, by.int(9, 13), by.pick([0, 15, 30, 45]), deal.zone),
        minutes: kind === 'visit' ? by.int(6, 18) * 10 : by.int(1, 12) * 5,
        about: { object: 'opportunity', id: ref(deal.key) },
        contacts: [ref(deal.contact)],
        ...attached(deal.firm, asked, day, said),
      },
    },
  ]
}

/** Offers carry their quotation, meetings and inspections their minutes. */
const attached = (
  firm: string,
  asked: Wanted | null,
  day: CalendarDate,
  said: ReturnType<typeof dealActivity>,
): Step['values'] => {
  if (said.papers === 'quotation') return asked ? { files: [quotation(firm, day, asked)] } : {}
  return said.papers === 'minutes' ? { files: [minutes(firm, day, said)] } : {}
}

/** An open deal has something to do soon, or overdue; of a closed one some tasks were done. */
const plannedTasks = (by: Chance, deal: Deal, phase: Phase): Step[] => {
  const open = deal.plan.outcome === 'open'
  if (!open && by.is(0.5)) return []
  const key = `${deal.key}.t`
  const made = open ? deal.plan.end : deal.plan.start
  // Seen from the end of an open deal, that is about now.
  const due = workdayAfter(open ? addDays(deal.plan.end, by.int(0, 24)) : addDays(made, by.int(2, 9)))
  const values = {
    subject: taskFor(by, phase),
    about: { object: 'opportunity', id: ref(deal.key) },
    dueAt: timeOn(due, by.pick([10, 14, 17]), 0, deal.zone),
    priority: by.weighted({ high: 25, normal: 60, low: 15 }),
    status: open && by.is(0.3) ? 'doing' : 'open',
  }
  const task: Step = { day: made, by: deal.seller, kind: 'newTask', key, values }
  const done = workdayBefore(due < deal.plan.end ? due : deal.plan.end)
  return open
    ? [task]
    : [task, { day: done < made ? made : done, by: deal.seller, kind: 'endTask', key, values: { status: 'done' } }]
}

const talk = (by: Chance, deal: Deal, phase: Phase): Step[] => {
  if (by.is(0.65)) return []
  const about = { object: 'opportunity', id: ref(deal.key) }
  const comment = (who: string, key: string, text: string, to: string): Step => ({
    day: deal.plan.end,
    by: who,
    kind: 'newComment',
    key,
    values: { text, about, mentions: [ref(`user.${to}`)] },
  })
  const first = comment(deal.manager, `${deal.key}.c1`, remark(by, phase, deal.sellerName), deal.seller)
  return by.is(0.5) ? [first] : [first, comment(deal.seller, `${deal.key}.c2`, answer(by), deal.manager)]
}
