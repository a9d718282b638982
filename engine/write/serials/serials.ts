import { datePartOf, serialParts, serialPeriod } from '#shared/serial-rule'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'

/** A number that the engine hands out, worked out for this moment. */
export interface SerialPlan {
  readonly field: FieldModel
  /** Numbers start again with every period: '2026', '2026-11', '2026-11-21', or '' for never. */
  readonly period: string
  readonly before: string
  readonly after: string
  readonly width: number
}

/** The serial fields of an object with their texts of today, in the workspace's zone. */
export const serialsOf = (ctx: Context, object: ObjectModel): SerialPlan[] =>
  [...object.fields.values()]
    .filter((f) => f.field.kind === 'serial' && !f.retired)
    .map((field) => plan(field, localDay(ctx)))

const localDay = (ctx: Context): string => {
  const { zone } = ctx.workspace
  const minute = ctx.now.slice(0, 16)
  const known = days.get(zone) ?? { format: new Intl.DateTimeFormat('sv-SE', { timeZone: zone }), minute: '', day: '' }
  days.set(zone, known)
  if (known.minute !== minute) [known.minute, known.day] = [minute, known.format.format(new Date(ctx.now))]
  return known.day
}

// Making a format costs more than everything else about a number, using it more than most; there are a few hundred zones,
// and no day begins within a minute.
const days = new Map<string, { readonly format: Intl.DateTimeFormat; minute: string; day: string }>()

/** Without a pattern numbers are six digits. */
export const serialRuleOf = ({ field: { options } }: FieldModel) => ({
  pattern: options.pattern ?? '{000000}',
  ...(options.reset ? { reset: options.reset } : {}),
})

/** Under which its counters are kept, one for each period. */
export const serialKey = (object: ObjectModel, field: FieldModel): string => `${object.name}.${field.name}`

const plan = (field: FieldModel, day: string): SerialPlan => {
  const rule = serialRuleOf(field)
  const texts = ['', '']
  let width = 0
  for (const part of serialParts(rule.pattern)) {
    if ('digits' in part) width = part.digits
    else texts[width > 0 ? 1 : 0] += 'text' in part ? part.text : datePartOf(part.date, day)
  }
  return { field, period: serialPeriod(rule, day), before: texts[0]!, after: texts[1]!, width }
}
