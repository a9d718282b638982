import { invalid } from '../errors.ts'
import type { Action } from '../action.ts'
import type { Context } from '../context.ts'
import type { Field } from '../fields/field.ts'
import { runGet } from '../query/run-get.ts'
import type { ObjectModel } from '../schema/model.ts'
import { UnknownReference } from '../write/errors.ts'
import { actionWords } from './action-words.ts'

/** The records an action's input points to must be there for the person who gives them. */
export const checkReferencesOf = async (
  ctx: Context,
  object: ObjectModel,
  action: Action,
  input: Readonly<Record<string, unknown>>,
): Promise<void> => {
  for (const [name, field] of Object.entries<Field>(action.input)) {
    const target = field.kind === 'user' || field.kind === 'department' ? field.kind : field.options.to
    const id = input[name]
    if (typeof target !== 'string' || typeof id !== 'string') continue
    const [found] = await runGet(ctx, ctx.object(target), [id], { fields: ['id'] })
    if (!found) throw invalid([UnknownReference({ field: actionWords(object, action).input(name) }).at(name)])
  }
}
