import { createHash } from 'node:crypto'
import type { FieldModel, ObjectModel } from '../schema/model.ts'

/** How a field is searched: as text (any part of it, pinyin, initials) or as a number (its beginning and its end). */
export type SearchedAs = 'text' | 'phone' | 'serial' | 'code' | 'email'

/** A field that search finds records by. */
export interface SearchedField {
  readonly name: string
  readonly as: SearchedAs
  readonly title: boolean
  /** Its column is plain text, so that the folded text need not be kept where it says the same. */
  readonly plain: boolean
  readonly model: FieldModel
}

/** Grows with every change of what tokens are made: all rows are then worked out anew. */
const tokenVersion = 3

const textKinds = new Set(['text', 'longText', 'richText', 'url', 'tags'])
const known = new WeakMap<ObjectModel, readonly SearchedField[]>()

/**
 * The fields search looks into: those marked `search`, and with them the title, the numbers and the phones. None at all
 * where nothing is marked: such objects are small lists without an index of words.
 */
export const searchedFields = (object: ObjectModel): readonly SearchedField[] => {
  const kept = known.get(object)
  if (kept) return kept
  const all = [...object.fields.values()].filter((f) => !f.retired)
  const found = all.some((f) => f.field.options.search) ? all.flatMap((f) => searched(object, f)) : []
  const titleFirst = [...found.filter((f) => f.title), ...found.filter((f) => !f.title)]
  known.set(object, titleFirst)
  return titleFirst
}

const searched = (object: ObjectModel, model: FieldModel): SearchedField[] => {
  const as = searchedAs(model)
  const title = model.name === object.def.title
  const wanted = model.field.options.search || title || as === 'serial' || as === 'phone'
  return as && wanted ? [{ name: model.name, as, title, plain: model.field.kind === 'text', model }] : []
}

const searchedAs = ({ field }: FieldModel): SearchedAs | null => {
  if (field.kind === 'phone' || field.kind === 'serial' || field.kind === 'email') return field.kind
  if (field.options.format === 'creditCode') return 'code'
  return textKinds.has(field.kind) ? 'text' : null
}

/** Has the object anything that it is found by. */
export const isSearched = (object: ObjectModel): boolean => searchedFields(object).length > 0

const searchedHow = ({ name, as, title, model }: SearchedField) => [
  name,
  as,
  title,
  ...(namesCompanies(model) ? ['company'] : []),
]

/** Does the field hold names of companies, which people write in many ways. */
export const namesCompanies = ({ field }: FieldModel): boolean => field.options.format === 'companyName'

/** Names what the tokens of an object's rows are made of: another version means other tokens. */
export const searchVersion = (object: ObjectModel): string =>
  createHash('sha256')
    .update(JSON.stringify([tokenVersion, searchedFields(object).map(searchedHow)]))
    .digest('base64url')
    .slice(0, 12)
