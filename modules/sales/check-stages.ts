import {
  AppError,
  type Context,
  defineError,
  type Draft,
  expressionScope,
  type ObjectModel,
  parseCondition,
  pinned,
  runList,
} from '#engine'

export const NotFillable = defineError(
  'stage.notFillable',
  422,
  '“{field}”不是商机里可以填写的字段',
  '“{field}” is no field of an opportunity that people fill in',
)
export const TooManyKeyFields = defineError(
  'stage.tooManyKeyFields',
  422,
  '关键字段最多 {most} 个,再多就没有重点了',
  'At most {most} key fields: with more of them none is key',
)

export const StageHasDeals = defineError(
  'stage.hasDeals',
  409,
  '还有 {count} 个商机停在“{stage}”,不能改它的流程或结果;请先把它们移走',
  '{count} opportunities stand in “{stage}”: its pipeline and outcome stay; move them first',
)

const mostKeyFields = 5
const made = new Set(['serial', 'formula', 'rollup'])

/** What a stage asks for can be read and be filled in; what stays as it was is not asked again. */
export const checkStages = async (ctx: Context, drafts: readonly Draft[]): Promise<void> => {
  const object = ctx.object('opportunity')
  for (const { before, after, refuse } of drafts) {
    const changed = (name: string) => String(before?.[name] ?? '') !== String(after[name] ?? '')
    const named = (name: string) => (changed(name) ? ((after[name] ?? []) as readonly string[]) : [])
    for (const name of named('entryFields'))
      if (!isFillable(object, name)) refuse(NotFillable({ field: name }).at('entryFields'))
    for (const name of named('keyFields'))
      if (!isKnown(object, name)) refuse(NotFillable({ field: name }).at('keyFields'))
    if (named('keyFields').length > mostKeyFields) refuse(TooManyKeyFields({ most: mostKeyFields }).at('keyFields'))
    if (changed('entryCondition') && after['entryCondition'])
      refuseUnreadable(object, String(after['entryCondition']), refuse)
    if (before && (changed('pipeline') || changed('outcome'))) await refuseOccupied(ctx, before, refuse)
  }
}

/** What stands in a stage has its pipeline and its outcome: neither can become another one beneath it. */
const refuseOccupied = async (ctx: Context, { id, name }: Draft['after'], refuse: Draft['refuse']): Promise<void> => {
  const all = ctx.asSystem('阶段里还有商机')
  const { total } = await runList(all, all.object('opportunity'), {
    filter: { stage: id },
    fields: ['id'],
    limit: 1,
    total: true,
  })
  if (total!.value > 0) refuse(StageHasDeals({ count: total!.value, stage: String(name) }))
}

const isKnown = (object: ObjectModel, name: string): boolean => {
  const field = object.fields.get(name)
  return field !== undefined && !field.retired
}

const isFillable = (object: ObjectModel, name: string): boolean => {
  const field = object.fields.get(name)
  if (!field || field.retired || field.system || made.has(field.field.kind)) return false
  return !field.field.options.readOnly && !field.field.options.computed
}

const refuseUnreadable = (object: ObjectModel, source: string, refuse: Draft['refuse']): void => {
  try {
    pinned('entryCondition', () => parseCondition(source, expressionScope(object)))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    refuse(error)
  }
}
