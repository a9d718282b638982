import { compare } from '#shared/decimal'
import type { Action } from '../action.ts'
import { type AppError, defineError, invalid } from '../errors.ts'
import type { Context } from '../context.ts'
import { AppError as AppErrorClass } from '../errors.ts'
import { kindOf } from '../fields/kinds.ts'
import { allowsAction } from '../rights/access.ts'
import type { ObjectModel } from '../schema/model.ts'
import { actionWords } from './action-words.ts'
import { checkReferencesOf } from './input-references.ts'
import { runGet } from '../query/run-get.ts'
import { Forbidden, NotFound, Required } from '../write/errors.ts'
import { updateRecords } from '../write/update.ts'
import { UnknownField } from '../query/path.ts'
import { same } from '../write/same.ts'

export const NotNow = defineError(
  'action.notNow',
  409,
  '{object}当前不能“{action}”',
  '“{action}” is not possible for this {object} now',
)

/**
 * Runs an action: locks its record, checks `from`, runs it and moves the record `to`; all of it is kept or none. What `last` makes
 * of the result belongs to it.
 */
export const runAction = async (
  ctx: Context,
  object: ObjectModel,
  action: Action,
  id: string,
  given: Readonly<Record<string, unknown>>,
  last: (ctx: Context, result: unknown) => Promise<unknown> = async (_, result) => result,
): Promise<unknown> => {
  const label = object.label
  const words = actionWords(object, action)
  const input = readActionInput(object, action, given)
  return ctx.transaction(async (outer) => {
    const inside = outer.through('action', `${object.name}.${action.name}`)
    // Seen first, so that an action on an unseen record answers like one on no record.
    const [seen] = await runGet(inside, object, [id], { fields: ['rights'] })
    if (!seen) throw NotFound({ object: label })
    // What an action makes of its record is written for the caller: whoever may only read it cannot have that done.
    const { rights } = JSON.parse(seen) as { rights: { update: boolean } }
    if (!allowsAction(ctx.actor.access, object, action.name) || !rights.update)
      throw Forbidden({ action: words.label, object: label })
    await checkReferencesOf(inside, object, action, input)
    await inside.session.query(
      `select 1 from "${ctx.workspace.schema}"."${object.name}" where id = $1 for no key update`,
      [id],
    )
    const [document] = await runGet(inside.asSystem(action.label), object, [id])
    const record = JSON.parse(document!) as Record<string, unknown>
    if (!matches(record, action.from)) throw NotNow({ object: label, action: words.label })
    const result = await action.run(inside, record as never, input as never)
    if (action.to) {
      const patch = action.to as Record<string, unknown>
      await updateRecords(inside.asSystem(action.label), object, [{ id, patch }], { steps: true })
    }
    return last(outer, result)
  })
}

/** Checks what was given against the action's declared input. Throws every problem at once. */
const readActionInput = (
  object: ObjectModel,
  action: Action,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const words = actionWords(object, action)
  const problems: AppError[] = []
  const input: Record<string, unknown> = {}
  const fields = action.input as Record<string, Parameters<typeof kindOf>[0]>
  for (const name of Object.keys(given))
    if (!Object.hasOwn(fields, name)) problems.push(UnknownField({ object: words.label, field: name }).at(name))
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name] ?? field.options.default ?? null
    if (value === null || value === '') {
      if (field.options.required) problems.push(Required({ field: words.input(name) }).at(name))
      input[name] = null
      continue
    }
    try {
      input[name] = kindOf(field).parse(value, field)
    } catch (error) {
      if (!(error instanceof AppErrorClass)) throw error
      problems.push(error.at(name))
    }
  }
  if (problems.length > 0) throw invalid(problems)
  return input
}

/** Does a record look like this: the plain part of the filter language, in memory. */
export const matches = (record: Readonly<Record<string, unknown>>, filter: object): boolean =>
  Object.entries(filter).every(([name, test]) => passes(record[name] ?? null, test))

const decimal = /^-?\d+(\.\d+)?$/

/** Amounts are text, and '9.00' is less than '10.00'; dates and times in JSON form are in the order of their text. */
const compareValues = (a: unknown, b: unknown): number => {
  const [x, y] = [String(a), String(b)]
  if (decimal.test(x) && decimal.test(y)) return compare(x, y)
  return x < y ? -1 : x > y ? 1 : 0
}

const passes = (value: unknown, test: unknown): boolean => {
  if (typeof test !== 'object' || test === null) return same(value, test)
  return Object.entries(test).every(([op, wanted]) => {
    if (op === 'in') return (wanted as unknown[]).some((w) => same(value, w))
    if (op === 'ne') return !same(value, wanted)
    if (value === null) return false
    if (op === 'gte') return compareValues(value, wanted) >= 0
    if (op === 'lte') return compareValues(value, wanted) <= 0
    throw new Error(`an action's "from" cannot use ${op}`)
  })
}
