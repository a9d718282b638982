import type { FieldModel, Model, ObjectModel } from '../model.ts'
import { isReadBy, type Meant } from './meant.ts'
import type { Usage } from './usage.ts'

/** What the declarations and the workspace's own fields and rules make of it. */
export const usesInModel = (model: Model, meant: Meant): Usage[] => {
  const { object, field, option } = meant
  const inFields = [...model.objects.values()].flatMap((other) =>
    [...other.fields.values()]
      .filter((user) => !user.retired && !(other === object && user.name === field?.name))
      .flatMap((user) => usesInField(meant, other, user)),
  )
  const inRules = object.rules
    .filter((rule) => (option === undefined && field && rule.field === field.name) || isReadBy(meant, rule.must))
    .map((rule): Usage => ({ kind: 'rule', name: rule.message, breaks: true }))
  return [...inFields, ...inRules]
}

const usesInField = (meant: Meant, other: ObjectModel, user: FieldModel): Usage[] => {
  const { object, field } = meant
  const { options, kind } = user.field
  const name = `${other.label['zh-CN']} · ${user.label['zh-CN']}`
  const found: Usage[] = []
  if (other === object && kind === 'formula' && isReadBy(meant, options.expression))
    found.push({ kind: 'formula', name, breaks: true })
  if (other === object && [options.visibleWhen, options.requiredWhen].some((one) => isReadBy(meant, one)))
    found.push({ kind: 'condition', name, breaks: true })
  if (isRolledUp(meant, other, user)) found.push({ kind: 'rollup', name, breaks: true })
  if (field === null && other !== object && user.targets.includes(object.name) && kind !== 'relatedTo')
    found.push({ kind: 'reference', name, breaks: false })
  return found
}

const isRolledUp = (meant: Meant, other: ObjectModel, { field: { options } }: FieldModel): boolean => {
  const { rollup } = options
  const { object, field, option } = meant
  if (rollup?.of !== object.name) return false
  // A roll-up of the object over its own records goes with it.
  if (field === null) return other !== object
  return (option === undefined && [rollup.by, rollup.field].includes(field.name)) || isReadBy(meant, rollup.where)
}
