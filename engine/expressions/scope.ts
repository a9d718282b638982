import { isList, type Type } from './node.ts'

/** What an expression may see: the kind of each field, by path. A reference's own fields follow a dot: customer.industry. */
export interface Scope {
  /** The name of the field's kind (for a formula or a roll-up: the kind of its result), or undefined where no such field is. */
  fieldKind(path: readonly string[]): string | undefined
}

const types: Readonly<Record<string, Type>> = {
  id: 'text',
  text: 'text',
  longText: 'text',
  richText: 'text',
  phone: 'text',
  email: 'text',
  url: 'text',
  serial: 'text',
  choice: 'text',
  ref: 'text',
  user: 'text',
  department: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  percent: 'number',
  rollup: 'number',
  flag: 'flag',
  date: 'date',
  datetime: 'datetime',
  multiChoice: 'list<text>',
  tags: 'list<text>',
  refs: 'list<text>',
  file: 'list<text>',
}

/** The type of a field of this kind. Of an address or JSON one can only ask whether it is there. */
export const typeOfKind = (kind: string): Type => (Object.hasOwn(types, kind) ? types[kind]! : 'unknown')

/** What an expression yields, as its users see it. */
export type ResultType = 'number' | 'text' | 'flag' | 'date' | 'datetime' | 'list' | 'unknown'

/** The type as its users see it. */
export const resultType = (type: Type): ResultType => {
  if (isList(type)) return 'list'
  return type === 'null' ? 'unknown' : type
}

/** Field names as declarations and the studio allow them, and nothing that JavaScript gives every object. */
export const isFieldName = (name: string): boolean =>
  /^[a-z][A-Za-z0-9_]{0,62}$/.test(name) && !(name in Object.prototype)
