import type { Context } from '../context.ts'
import { parseCondition } from '../expressions/index.ts'
import type { Rule } from '../object.ts'
import { UnknownField } from '../query/path.ts'
import { uuid7 } from '../uuid.ts'
import type { Announce } from './custom-field.ts'
import { expressionScope } from './expression-scope.ts'
import { objectOf } from './model.ts'
import { pinned } from './pinned.ts'
import { UnknownRule } from './schema-errors.ts'
import { logSchemaChange } from './schema-log.ts'

/** A workspace's own validation rule with whether it counts now. */
export interface StoredRule extends Rule {
  readonly id: string
  readonly active: boolean
}

/** The own rules of an object, those out of use included. */
export const readRules = (ctx: Context, object: string): Promise<StoredRule[]> =>
  ctx.session
    .query<{ rule: StoredRule }>(
      `select rule || jsonb_build_object('id', id, 'active', active) as rule from "${ctx.workspace.schema}".validation_rule where object = $1 order by created_at, id`,
      [object],
    )
    .then((rows) => rows.map(({ rule }) => rule))

/** Adds a rule to an object, or replaces one. What is saved from then on has to fulfil it; what is there is asked when it changes. */
export const saveRule = async (
  ctx: Context,
  objectName: string,
  id: string | null,
  wanted: Partial<Rule> & { readonly active?: boolean },
  announce: Announce,
): Promise<StoredRule> => {
  const object = objectOf(ctx.workspace.model, objectName)
  const before = id ? (await readRules(ctx, objectName)).find((rule) => rule.id === id) : null
  if (before === undefined) throw UnknownRule()
  const { active = true, id: _, ...rule } = { ...before, ...wanted, id }
  const { must = 'true', message = '', messageEn = message, field } = rule
  const made = { must, message, messageEn, ...(field ? { field } : {}) }
  // One that is put out of use may be broken by then.
  if (active) pinned('must', () => parseCondition(must, expressionScope(object)))
  if (field && !object.fields.has(field)) throw UnknownField({ object: object.label, field }).at('field')
  const stored = { ...made, id: id ?? uuid7(), active }
  await ctx.session.transaction(async (inside) => {
    await inside.query(
      `insert into "${ctx.workspace.schema}".validation_rule (id, object, rule, active, created_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set rule = excluded.rule, active = excluded.active`,
      [stored.id, objectName, JSON.stringify(made), active, ctx.now],
    )
    await logSchemaChange(ctx, inside, {
      object: objectName,
      part: stored.id,
      old: before && { ...before },
      new: { ...stored },
      reason: `${before ? '修改' : '新增'}校验规则“${message}”`,
    })
    await announce(inside)
  })
  return stored
}
