import type { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { requirementOf, visibilityOf } from '../../schema/condition.ts'
import { checkRules } from './check-rules.ts'
import { BadStep } from '../errors.ts'
import { holds, seenBy } from './holds.ts'
import { missingField } from './missing-field.ts'
import type { Values } from '../read-input.ts'
import { same } from '../same.ts'

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

/** What stands in the way of a step that a record takes; see `gate` of an object. */
type Gate = (before: Values | null, after: Values) => readonly AppError[]

/** Everything a record must fulfil before it is saved; `before` is null for a new one. */
export const checkRecord = (
  ctx: Context,
  object: ObjectModel,
  before: Values | null,
  row: Values,
  problems: AppError[],
  gate?: Gate,
): void => {
  for (const field of object.fields.values()) {
    if (!isAskable(field) || !isEmpty(row[field.name]) || !isAsked(ctx, object, field, row)) continue
    // An old record may lack a field that was made required later: only its own editors are asked, and who makes it appear.
    if (
      before === null ||
      !isEmpty(before[field.name]) ||
      !isAsked(ctx, object, field, before) ||
      touchesRequirement(ctx, object, field, before, row)
    )
      problems.push(missingField(ctx, object, field))
  }
  const named = new Set(problems.map(({ field }) => field))
  problems.push(...(gate?.(before, row) ?? []).filter(({ field }) => field === undefined || !named.has(field)))
  if (problems.length === 0) checkRules(ctx, object, row, problems)
}

const isAskable = ({ field: { options }, retired, system }: FieldModel) =>
  (options.required === true || options.requiredWhen !== undefined) && !retired && !system

const isAsked = (ctx: Context, object: ObjectModel, field: FieldModel, row: Values): boolean => {
  if (!isShown(ctx, object, field, row)) return false
  if (field.field.options.required === true) return true
  const condition = requirementOf(object, field)
  return condition !== null && holds(ctx, object, condition, row)
}

/** Who changes what the condition looks at is asked, though it held before. */
const touchesRequirement = (
  ctx: Context,
  object: ObjectModel,
  field: FieldModel,
  before: Values,
  row: Values,
): boolean => {
  const condition = requirementOf(object, field)
  if (condition === null || field.field.options.required === true) return false
  const was = seenBy(ctx, object, condition, before)
  return Object.entries(seenBy(ctx, object, condition, row)).some(([name, value]) => !same(was[name], value))
}

/** Nobody is asked for what the form does not show her. */
export const isShown = (ctx: Context, object: ObjectModel, field: FieldModel, row: Values): boolean => {
  const condition = visibilityOf(object, field)
  return condition === null || holds(ctx, object, condition, row)
}

/** Nothing is written there. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

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
