import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { wordsByName } from './header-words.ts'

/** Width, case, spaces, marks like * and (必填), units in brackets: none of it tells one field from another. */
export const plainHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【<《].*?[)\]】>》]/g, '')
    .replace(/[\s\p{Cf}*_\-.:：/'"“”#]/gu, '')

/** What an object is called in headers. */
export const objectWords = ({ label }: ObjectModel): string[] => [label['zh-CN'], label.en].map(plainHeader)

/** 客户电话 of a customer is its 电话. */
export const withoutObject = (object: ObjectModel, word: string): string => {
  const name = objectWords(object).find((label) => word.startsWith(label) && word.length > label.length)
  return name ? word.slice(name.length) : word
}

/** The field's own names. */
export const exactWords = (object: ObjectModel, field: FieldModel): string[] => {
  const labels = [field.label['zh-CN'], field.label.en, field.name].map(plainHeader)
  return [...labels, ...labels.map((label) => withoutObject(object, label))].filter((word) => word !== '')
}

/** Other words for it: those of its object, and those for fields that every company has. */
export const synonyms = (object: ObjectModel, field: FieldModel): string[] =>
  [...(object.def.synonyms?.[field.name] ?? []), ...(wordsByName[field.name] ?? [])].map(plainHeader)

/** A lone mobile number is the company's phone, where nobody is named whose it could be. */
export const standIns = (_: ObjectModel, { field }: FieldModel): string[] =>
  field.kind === 'phone' ? ['手机', ...wordsByName['mobile']!].map(plainHeader) : []
