import type { Context } from '../context.ts'
import { parseExpression } from '../expressions/index.ts'
import { sharingOf } from '../rights/sharing.ts'
import type { Grant } from '../object.ts'
import { expressionScope, fieldsRead } from './expression-scope.ts'
import type { FieldModel, ObjectModel } from './model.ts'
import { InUse } from './schema-errors.ts'

/** One place where a field or an object is used. */
export interface Usage {
  readonly kind: 'formula' | 'rollup' | 'condition' | 'reference' | 'rule' | 'sharing' | 'fieldRight' | 'view'
  /** What uses it, as people call it. */
  readonly name: string
  /** It would break: it has to go first. The others only no longer show it. */
  readonly breaks: boolean
}

interface Stored {
  readonly views: { name: string; query: unknown }[] | null
  readonly roles: { label: string; grants: Record<string, Grant> | null }[] | null
}

/** Where a field is used, or with null the object as a whole. */
export const usagesOf = async (ctx: Context, object: ObjectModel, field: FieldModel | null): Promise<Usage[]> => {
  const s = `"${ctx.workspace.schema}"`
  const [stored] = await ctx.session.query<Stored>(
    `select (select json_agg(json_build_object('name', name, 'query', query) order by name) from ${s}.view where object = $1 and "deletedAt" is null) as views,
      (select json_agg(json_build_object('label', label, 'grants', grants) order by label) from ${s}.role where "deletedAt" is null) as roles`,
    [object.name],
  )
  return [
    ...usesInModel(ctx, object, field),
    ...(stored?.roles ?? []).flatMap(({ label, grants }) => usesInRole(label, grants?.[object.name], object, field)),
    ...(stored?.views ?? [])
      .filter(({ query }) => field === null || namesIn(query).has(field.name))
      .map(({ name }): Usage => ({ kind: 'view', name, breaks: false })),
  ]
}

const reads = (object: ObjectModel, expression: string | undefined, field: FieldModel | null): boolean => {
  if (!expression || field === null) return false
  try {
    return fieldsRead(object, parseExpression(expression, expressionScope(object))).some((f) => f.name === field.name)
  } catch {
    // It is broken already.
    return false
  }
}

const usesInModel = (ctx: Context, object: ObjectModel, field: FieldModel | null): Usage[] => {
  const found: Usage[] = []
  const add = (kind: Usage['kind'], name: string, breaks = true) => found.push({ kind, name, breaks })
  for (const other of ctx.workspace.model.objects.values())
    for (const user of other.fields.values()) {
      if (user.retired || (other === object && user.name === field?.name)) continue
      const { options, kind } = user.field
      const name = `${other.label['zh-CN']} · ${user.label['zh-CN']}`
      if (other === object && kind === 'formula' && reads(object, options.expression, field)) add('formula', name)
      if (other === object && [options.visibleWhen, options.requiredWhen].some((one) => reads(object, one, field)))
        add('condition', name)
      const rollup = options.rollup
      const named = field === null || [rollup?.by, rollup?.field].includes(field.name)
      if (other !== object && rollup?.of === object.name && (named || reads(object, rollup.where, field)))
        add('rollup', name)
      else if (other === object && rollup?.of === object.name && field && (named || reads(object, rollup.where, field)))
        add('rollup', name)
      if (field === null && other !== object && user.targets.includes(object.name) && kind !== 'relatedTo')
        add('reference', name, false)
    }
  for (const rule of object.rules)
    if (field && (rule.field === field.name || reads(object, rule.must, field))) add('rule', rule.message)
  return found
}

const usesInRole = (
  label: string,
  grant: Grant | undefined,
  object: ObjectModel,
  field: FieldModel | null,
): Usage[] => [
  ...sharingOf(grant ?? {})
    .filter(({ when }) => reads(object, when, field))
    .map((rule): Usage => ({ kind: 'sharing', name: `${label} · ${rule.name ?? rule.when ?? ''}`, breaks: true })),
  ...(field && grant?.fields?.[field.name] ? [{ kind: 'fieldRight' as const, name: label, breaks: false }] : []),
]

/** All names that stand anywhere in a saved view: its columns, its order, its filter. */
const namesIn = (query: unknown): ReadonlySet<string> =>
  new Set((JSON.stringify(query ?? null).match(/[A-Za-z]\w*/g) ?? []) as string[])

/** Refuses to take out of use what something else cannot work without. */
export const refuseUsed = async (ctx: Context, object: ObjectModel, field: FieldModel | null): Promise<void> => {
  const broken = (await usagesOf(ctx, object, field)).filter((use) => use.breaks)
  if (broken.length === 0) return
  const places = broken.map((use) => `“${use.name}”`).join('、')
  throw InUse({ label: (field ?? object).label, places }).with({ usages: broken })
}
