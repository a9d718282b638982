import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../model.ts'
import { InUse } from '../schema-errors.ts'
import { usesInModel } from './in-model.ts'
import { usesInRecords } from './in-records.ts'
import { usesInRoles } from './in-roles.ts'
import type { Meant } from './meant.ts'

/** One place where a field, one of its options, or an object is used. */
export interface Usage {
  /** formula, rollup, condition, reference, rule, sharing, fieldRight; or the object of the record that speaks of it: view. */
  readonly kind: string
  /** What uses it, as people call it. */
  readonly name: string
  /** It would say something else: it has to go first. The others only no longer show it. */
  readonly breaks: boolean
}

const usesOf = async (ctx: Context, meant: Meant): Promise<Usage[]> => [
  ...usesInModel(ctx.workspace.model, meant),
  ...(await usesInRoles(ctx, meant)),
  ...(await usesInRecords(ctx, meant)),
]

/** Where a field is used, or with null the object as a whole. */
export const usagesOf = (ctx: Context, object: ObjectModel, field: FieldModel | null): Promise<Usage[]> =>
  usesOf(ctx, { object, field })

/** Counting goes no further. */
const mostCounted = 10_000

/** Where an option of a choice is used: how many records have it (10,000 stands for more), and what else speaks of it. */
export const optionUsagesOf = async (ctx: Context, object: ObjectModel, field: FieldModel, option: string) => {
  const holds = field.field.kind === 'choice' ? `"${field.name}" = $1` : `$1 = any("${field.name}")`
  const [held] = await ctx.session.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from "${ctx.workspace.schema}"."${object.name}"
     where ${holds} and "deletedAt" is null limit ${mostCounted}) found`,
    [option],
  )
  const usages = await usesOf(ctx, { object, field, option })
  return { records: held!.count, usages: usages.map((use) => ({ ...use, breaks: false })) }
}

/** Refuses to take out of use what something else cannot work without. */
export const refuseUsed = async (ctx: Context, object: ObjectModel, field: FieldModel | null): Promise<void> => {
  const broken = (await usagesOf(ctx, object, field)).filter((use) => use.breaks)
  if (broken.length === 0) return
  const places = broken.map((use) => `“${use.name}”`).join('、')
  throw InUse({ label: (field ?? object).label, places }).with({ usages: broken })
}
