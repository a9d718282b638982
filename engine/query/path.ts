import { defineError } from '../errors.ts'
import { type Access, canRead, canSearch, scopesOf } from '../rights/access.ts'
import { type FieldModel, objectOf, type ObjectModel, UnknownObject } from '../schema/model.ts'
import { limited, limits, TooCostly } from './limits.ts'

export const UnknownField = defineError(
  'request.unknownField',
  422,
  '{object}没有名为“{field}”的字段',
  '{object} has no field “{field}”',
)
export const MaskedField = defineError(
  'request.maskedField',
  422,
  '“{field}”对你脱敏显示,不能用来筛选、排序或统计',
  '“{field}” is masked for you and cannot be filtered, sorted or totalled by',
)

/** An object none of whose records the caller may ever read is no more there than a mistyped one. */
export const mustRead = (access: Access, object: ObjectModel): void => {
  if (scopesOf(access, object, 'read').size === 0) throw UnknownObject({ object: object.name })
}

/** A dotted path resolved: the references it goes through and the field it ends at. */
export interface Path {
  readonly text: string
  readonly hops: readonly FieldModel[]
  readonly object: ObjectModel
  readonly field: FieldModel
}

/**
 * Finds `customer.industry` starting from an object. A field that the caller may not read gets the very answer that a
 * typing mistake gets. `use` says what for: a masked field may be looked at, but not searched.
 */
export const resolvePath = (access: Access, root: ObjectModel, text: string, use: 'look' | 'search'): Path => {
  const names = text.split('.')
  if (names.length > limits.hops + 1) throw TooCostly({ what: limited.hops, limit: limits.hops })
  let object = root
  const hops: FieldModel[] = []
  for (const [i, name] of names.entries()) {
    const field = readable(access, object, name)
    if (i === names.length - 1) {
      if (use === 'search' && !canSearch(access, object, field)) throw MaskedField({ field: field.label }).at(text)
      return { text, hops, object, field }
    }
    if (field.targets.length !== 1 || field.kind.column !== 'uuid') throw unknown(object, names[i + 1]!)
    if (!canSearch(access, object, field)) throw MaskedField({ field: field.label }).at(text)
    hops.push(field)
    object = objectOf(access.model, field.targets[0]!)
  }
  throw unknown(root, text)
}

const unknown = (object: ObjectModel, field: string) => UnknownField({ object: object.label, field }).at(field)

/** The field of that name as this caller knows it. */
export const readable = (access: Access, object: ObjectModel, name: string): FieldModel => {
  const field = object.fields.get(name)
  if (!field || field.retired || !canRead(access, object, field)) throw unknown(object, name)
  return field
}
