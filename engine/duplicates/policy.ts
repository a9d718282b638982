import type { Context } from '../context.ts'
import { logSchemaChange } from '../schema/schema-log.ts'

/** What somebody learns of a record out of her reach that is like hers: that it is there and whose, only that it is, nothing. */
export const duplicateHints = ['owner', 'exists', 'nothing'] as const
/** What a program is answered whose new record is like one that is there, when it does not say itself what it wants. */
export const duplicateAnswers = ['ask', 'allow'] as const

/** How a company deals with what it seems to have already. */
export interface DuplicatePolicy {
  readonly hint: (typeof duplicateHints)[number]
  readonly api: (typeof duplicateAnswers)[number]
}

/** Whose a customer is saves two salespeople from courting it; a program that asks nobody must not make it twice. */
export const usualDuplicatePolicy: DuplicatePolicy = { hint: 'owner', api: 'ask' }

/** Changes it for the company, on the caller's transaction; whoever calls announces it as a change of the schema. */
export const saveDuplicatePolicy = async (ctx: Context, wanted: Partial<DuplicatePolicy>): Promise<DuplicatePolicy> => {
  const old = ctx.workspace.model.duplicates
  const made = { ...old, ...wanted }
  await ctx.session.query(
    `insert into "${ctx.workspace.schema}".setting (key, value) values ('duplicates', $1)
     on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(made)],
  )
  const told = (policy: DuplicatePolicy) => ({ duplicateHint: policy.hint, duplicateApi: policy.api })
  await logSchemaChange(ctx, ctx.session, {
    object: 'workspace',
    part: 'duplicates',
    old: told(old),
    new: told(made),
    reason: '修改查重设置',
  })
  return made
}
