import * as z from 'zod'
import type { QuietHours } from '#shared/quiet-hours'
import { isZone } from '#shared/zone'
import { UnknownZone } from '../workspace/unknown-zone.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const weekdays = z.array(z.number().int().min(1).max(7)).max(7)

/** What is to change about quiet hours, of a person or of the company. */
export const quietHoursChange = z.strictObject({
  on: z.boolean().optional(),
  from: time.optional(),
  to: time.optional(),
  days: weekdays.optional(),
  wholeDays: weekdays.optional(),
  zone: z.string().max(60).nullable().optional(),
})

export const checkedHours = (change: z.output<typeof quietHoursChange>): Partial<QuietHours> => {
  if (change.zone && !isZone(change.zone)) throw UnknownZone({ zone: change.zone }).at('quietHours.zone')
  return change as Partial<QuietHours>
}
