import type { CalendarDate } from '#shared/calendar-date'

/** Stands for the id of a record that the story has named but nobody has made yet. */
export interface Ref {
  readonly $ref: string
}
export const ref = (key: string): Ref => ({ $ref: key })

/** One thing that somebody did on a day. What depends on another step of the same day comes later in `kinds`. */
export interface Step {
  readonly day: CalendarDate
  /** Key of the colleague who does it. */
  readonly by: string
  readonly kind: StepKind
  /** Names the record that is made or changed. A converted lead also names `.customer`, `.contact` and `.opportunity`. */
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
}

/** What people do, in the order of a day. */
export const kinds = {
  newCustomer: { object: 'customer', verb: 'create' },
  newContact: { object: 'contact', verb: 'create' },
  /** A contact who reports to another one of that day. */
  newReport: { object: 'contact', verb: 'create' },
  newLead: { object: 'lead', verb: 'create' },
  moveLead: { object: 'lead', verb: 'update' },
  convertLead: { object: 'lead', verb: 'convert' },
  newOpportunity: { object: 'opportunity', verb: 'create' },
  moveOpportunity: { object: 'opportunity', verb: 'update' },
  changeCustomer: { object: 'customer', verb: 'update' },
  newActivity: { object: 'activity', verb: 'create' },
  newTask: { object: 'task', verb: 'create' },
  endTask: { object: 'task', verb: 'update' },
  newComment: { object: 'comment', verb: 'create' },
} as const

export type StepKind = keyof typeof kinds

/** When in the day each kind is done; a step of the same day that builds on another one comes after it. */
export const order: readonly StepKind[] = Object.keys(kinds) as StepKind[]
