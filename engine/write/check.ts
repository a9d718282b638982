import { evaluate } from '../expressions/index.ts'
import type { AppError } from '../errors.ts'
import type { Context } from '../context.ts'
import type { FieldModel, ObjectModel } from '../schema/model.ts'
import { visibilityOf } from '../schema/visibility.ts'
import { checkRules } from './check-rules.ts'
import { BadStep, Required } from './errors.ts'
import type { Values } from './read-input.ts'

/** Fills in what nobody gave: declared defaults, and the person herself as the owner. */
export const withDefaults = (ctx: Context, object: ObjectModel, values: Values): Record<string, unknown> => {
  const full: Record<string, unknown> = { ...values }
  for (const field of object.fields.values()) {
    const preset = field.field.options.default
    if (preset !== undefined && !(field.name in values)) full[field.name] = preset
  }
  if (object.owned && !('owner' in values) && !ctx.actor.access.system) full['owner'] = ctx.actor.id
  return full
}

/** Works out the computed fields of a record, in place. */
export const compute = (object: ObjectModel, row: Record<string, unknown>): void => {
  const work = object.def.compute as Record<string, (row: Values) => unknown> | undefined
  for (const [name, fn] of Object.entries(work ?? {})) {
    const seen = new Proxy(row, { get: (target, key) => target[key as string] ?? null })
    row[name] = fn(seen) ?? null
  }
}

/** Everything a record must fulfil before it is saved; `before` is null for a new one. */
export const checkRecord = (
  ctx: Context,
  object: ObjectModel,
  before: Values | null,
  row: Values,
  problems: AppError[],
): void => {
  for (const field of object.fields.values()) {
    if (!needed(field) || !empty(row[field.name]) || !isShown(ctx, object, field, row)) continue
    // An old record may lack a field that was made required later: only its own editors are asked, and who makes it appear.
    if (before === null || !empty(before[field.name]) || !isShown(ctx, object, field, before))
      problems.push(Required({ field: field.label }).at(field.name))
  }
  if (problems.length === 0) checkRules(ctx, object, row, problems)
}

const needed = (field: FieldModel) => field.field.options.required === true && !field.retired && !field.system
/** Nobody is asked for what the form does not show her. */
const isShown = (ctx: Context, object: ObjectModel, field: FieldModel, row: Values): boolean => {
  const condition = visibilityOf(object, field)
  return condition === null || evaluate(condition, row, environmentOf(ctx)) === true
}

const environmentOf = (ctx: Context) => ({
  now: ctx.now,
  zone: ctx.workspace.zone,
  actor: { id: ctx.actor.id },
})

const empty = (value: unknown) => value === null || value === undefined

/** May the choices of this record take these steps by hand. A new record starts at any state that people reach by hand. */
export const checkFlow = (object: ObjectModel, before: Values | null, values: Values, problems: AppError[]): void => {
  const flow = object.def.flow as Record<string, Record<string, readonly string[]>> | undefined
  for (const [name, steps] of Object.entries(flow ?? {})) {
    const to = values[name] as string | null | undefined
    const from = (before?.[name] ?? null) as string | null
    if (to === undefined || to === from) continue
    const reachable =
      before === null ? [...Object.keys(steps), ...Object.values(steps).flat()] : (steps[from ?? ''] ?? [])
    if (to !== null && reachable.includes(to)) continue
    const field = object.fields.get(name)!
    const word = (value: string | null) => (value === null ? '空' : (field.field.options.options?.[value] ?? value))
    problems.push(BadStep({ field: field.label, from: word(from), to: word(to) }).at(name))
  }
}
