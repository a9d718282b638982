import type { Context } from '../context.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'

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
    .map((field) => plan(field, field.field.options.pattern ?? '{000000}', localDay(ctx)))

const localDay = (ctx: Context) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ctx.workspace.zone }).format(new Date(ctx.now))

const plan = (field: FieldModel, pattern: string, day: string): SerialPlan => {
  const [year = '', month = '', date = ''] = day.split('-')
  const dated = pattern
    .replaceAll('{yyyy}', year)
    .replaceAll('{yy}', year.slice(2))
    .replaceAll('{mm}', month)
    .replaceAll('{dd}', date)
  const period = pattern.includes('{dd}')
    ? day
    : pattern.includes('{mm}')
      ? day.slice(0, 7)
      : /\{yy(yy)?\}/.test(pattern)
        ? year
        : ''
  const [zeros = '{000000}'] = /\{0+\}/.exec(dated) ?? []
  const [before = '', after = ''] = dated.split(zeros)
  return { field, period, before, after, width: zeros.length - 2 }
}
