import { serialFault, type SerialReset } from '#shared/serial-rule'
import type { Context } from '../context.ts'
import { serialRuleOf } from '../write/serials/serials.ts'
import type { Announce } from './custom-field.ts'
import { objectOf } from './model.ts'
import { claimNumbers } from './number-rule.ts'
import { NotSerial, numberFault, UnknownCustomField } from './schema-errors.ts'
import { logSchemaChange } from './schema-log.ts'

/** What a workspace may change about a field of the product; `reset: null` goes back to what the pattern shows. */
export interface StandardChange {
  readonly label?: string
  readonly labelEn?: string
  readonly pattern?: string
  readonly reset?: SerialReset | null
}

/** Changes the words of a declared field, or the rule of its numbers. Numbers that were given stay; none comes back. */
export const changeStandardField = async (
  ctx: Context,
  objectName: string,
  name: string,
  change: StandardChange,
  announce: Announce,
): Promise<void> => {
  const object = objectOf(ctx.workspace.model, objectName)
  const field = object.fields.get(name)
  if (!field || field.custom || field.system) throw UnknownCustomField({ name })
  const before = serialRuleOf(field)
  const numbered = change.pattern !== undefined || change.reset !== undefined
  const reset = change.reset === undefined ? before.reset : (change.reset ?? undefined)
  const rule = { pattern: change.pattern ?? before.pattern, ...(reset ? { reset } : {}) }
  if (numbered) {
    if (field.field.kind !== 'serial') throw NotSerial().at('pattern')
    const fault = serialFault(rule)
    if (fault) throw numberFault(fault)
  }
  const words = { label: change.label ?? field.label['zh-CN'], labelEn: change.labelEn ?? field.label.en }
  const now = { ...words, ...(numbered ? rule : {}) }
  await ctx.session.transaction(async (inside) => {
    // What was said before and is not said now stays; without a reset the pattern says when.
    await inside.query(
      `insert into "${ctx.workspace.schema}".standard_field as f (object, name, change) values ($1, $2, $3)
       on conflict (object, name) do update set change = (f.change${numbered ? ` - 'reset'` : ''}) || excluded.change`,
      [objectName, name, JSON.stringify(now)],
    )
    if (numbered) await claimNumbers(ctx, inside, object, field, rule)
    await logSchemaChange(ctx, inside, {
      object: objectName,
      part: name,
      old: { field: name, label: field.label['zh-CN'], labelEn: field.label.en, ...(numbered ? before : {}) },
      new: { field: name, ...now },
      reason: numbered ? `修改“${words.label}”的编号规则` : `修改字段“${words.label}”`,
    })
    await announce(inside)
  })
}
