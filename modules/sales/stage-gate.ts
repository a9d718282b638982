import {
  AppError,
  conditionOver,
  type Context,
  defineError,
  fieldsRead,
  fillerOf,
  holds,
  isEmpty,
  isShown,
  type ObjectDef,
  type ObjectModel,
} from '#engine'
import { gatesOnTheWay } from './gates-on-the-way.ts'
import { inOrderOfPipelines, type Place } from './stage-order.ts'

export const FieldMissing = defineError(
  'stage.fieldMissing',
  422,
  '进入“{stage}”之前,请先填写“{field}”',
  'Fill in “{field}” before this goes on to “{stage}”',
)
export const FieldOfOthers = defineError(
  'stage.fieldOfOthers',
  422,
  '进入“{stage}”之前要填写“{field}”,你没有权限填它,请找上级或管理员',
  '“{field}” must be filled in before this goes on to “{stage}”, and you may not write it: ask your manager or an administrator',
)
/** Of a field that does not exist for the one who moves it, not even its name is told. */
export const FieldUnseen = defineError(
  'stage.fieldUnseen',
  422,
  '进入“{stage}”之前还缺你无权查看的资料,请找上级或管理员补上',
  'Before this goes on to “{stage}”, something that you may not see must be filled in: ask your manager or an administrator',
)
export const ConditionUnmet = defineError(
  'stage.conditionUnmet',
  422,
  '还没有满足进入“{stage}”的条件',
  'The condition for going on to “{stage}” is not met',
)

type Values = Readonly<Record<string, unknown>>

/** An opportunity enters a stage only with what the stage asks for, and what those ask for that it passes on the way. */
export const stageGate: NonNullable<ObjectDef['gate']> = (ctx, consulted) => {
  const inOrder = inOrderOfPipelines(consulted as unknown as readonly Place[])
  const object = ctx.object('opportunity')
  return (before, after) =>
    once(gatesOnTheWay(inOrder, before, after).flatMap((place) => problemsAt(ctx, object, place, after)))
}

/** Two stages may ask for the same field. */
const once = (problems: readonly AppError[]): AppError[] => {
  const byField = Map.groupBy(problems, (problem) => (problem.field === 'stage' ? problem.message : problem.field))
  return [...byField.values()].map(([first]) => first!)
}

const problemsAt = (ctx: Context, object: ObjectModel, place: Place, after: Values): AppError[] => [
  ...(place.entryFields ?? []).flatMap((name) => missing(ctx, object, place, name, after)),
  ...unmet(ctx, object, place, after),
]

const missing = (ctx: Context, object: ObjectModel, place: Place, name: string, after: Values): AppError[] => {
  const field = object.fields.get(name)
  // A field that was put out of use asks for nothing any more.
  if (!field || field.retired || !isEmpty(after[name]) || !isShown(ctx, object, field, after)) return []
  const filler = fillerOf(ctx, object, field)
  if (filler === 'unseen') return [FieldUnseen({ stage: place.name }).at('stage')]
  return [(filler === 'herself' ? FieldMissing : FieldOfOthers)({ stage: place.name, field: field.label }).at(name)]
}

/** The condition speaks in the words of whoever wrote it; beside them stand the fields by which the reader can mend it. */
const unmet = (ctx: Context, object: ObjectModel, place: Place, after: Values): AppError[] => {
  const condition = conditionOver(object, place.entryCondition)
  if (condition === null || holds(ctx, object, condition, after)) return []
  const { code, status } = ConditionUnmet({ stage: place.name })
  const own = place.entryMessage
  const problem = own
    ? new AppError(code, status, { 'zh-CN': own, en: place.entryMessageEn ?? own }, {})
    : ConditionUnmet({ stage: place.name })
  const fields = fieldsRead(object, condition)
    .filter((field) => fillerOf(ctx, object, field) === 'herself')
    .map(({ name }) => name)
  return [problem.at('stage').with({ fields })]
}
