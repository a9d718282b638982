import type { StandingTotals } from '../object.ts'
import { bucketOf, bucketSql, type Bucket } from '../query/buckets.ts'
import { sqlType } from '../query/field-sql.ts'
import { reachColumns } from '../rights/reach.ts'
import type { Model, ObjectModel } from '../schema/model.ts'
import { column, type Sql, sql } from '../sql.ts'

/**
 * Totals that are kept with every write, so that a dashboard need not read a million rows. One row holds the figures of the
 * records with the same groups and the same people: whoever may see the one may see all of them.
 */
export interface Standing {
  /** The table, beside the object's own. */
  readonly table: string
  readonly totals: StandingTotals
  /** What decides who may see a record: owner and department, its own and those of what is above it. */
  readonly owners: readonly string[]
  readonly departments: readonly string[]
  readonly groups: readonly StandingGroup[]
  /** Fields that are summed, with the column of the sum and that of how many records had a value. */
  readonly sums: readonly { readonly field: string; readonly sum: string; readonly filled: string }[]
}

/** What figures are kept apart by. */
export interface StandingGroup {
  /** As an aggregate asks for it, and as the column is called: `stage`, `expectedClose:month`. */
  readonly text: string
  readonly field: string
  readonly bucket: Bucket | null
  readonly type: string
}

/**
 * Each figure is kept three times: for all, by department and by owner, since adding up a thousand owners takes too long.
 * Everybody's figures lie in slots, so that writers do not queue for one row.
 */
export const levels = ['all', 'department', 'owner'] as const
export const slots = 8

const known = new WeakMap<ObjectModel, readonly Standing[]>()

/** What is kept of an object's records. */
export const standingsOf = (object: ObjectModel): readonly Standing[] => {
  const made = known.get(object) ?? (object.def.standing ?? []).map((totals, i) => planOf(object, totals, i))
  known.set(object, made)
  return made
}

const planOf = (object: ObjectModel, totals: StandingTotals, index: number): Standing => {
  const above = object.reach.map(({ path }) => reachColumns(path))
  return {
    table: `${object.name}$totals${index}`,
    totals,
    owners: [object.owned ? 'owner' : 'createdBy', ...above.map((c) => c.owner)],
    departments: [...(object.owned ? ['department'] : []), ...above.map((c) => c.department)],
    groups: totals.group.map((text) => {
      const [field = '', bucket] = text.split(':')
      const model = object.fields.get(field)!
      return { text, field, bucket: bucketOf(model, bucket), type: bucket ? 'text' : model.kind.column! }
    }),
    sums: totals.sum.map((field) => ({ field, sum: `sum:${field}`, filled: `filled:${field}` })),
  }
}

/** The value of a group for the row of `alias`. */
export const standingGroupSql = (model: Model, object: ObjectModel, group: StandingGroup, alias: string): Sql => {
  const plain = column(alias, group.field)
  if (!group.bucket) return plain
  return bucketSql(plain, sqlType(object.fields.get(group.field)!), group.bucket, sql`${model.zone}::text`)
}

/** The fields whose change moves a record from one figure to another. */
export const standingSources = (object: ObjectModel): ReadonlySet<string> =>
  new Set(
    standingsOf(object).length === 0
      ? []
      : [
          'owner',
          'department',
          ...object.parents.map((f) => f.name),
          ...standingsOf(object).flatMap((s) => [...s.groups.map((g) => g.field), ...s.totals.sum]),
        ],
  )

/** What the workspace's list of things to be filled in calls an object's totals. */
export const standingFilling = (object: string): string => `totals ${object}`
