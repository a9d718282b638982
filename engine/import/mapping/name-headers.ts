import type { ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { exactWords, plainHeader, synonyms } from './field-words.ts'
import { familyWords, givenWords, isPersonName } from './part-words.ts'

const customerWords = new Set(['客户名称', '客户', '客户名'])
const companyWords = new Set(['企业', '企业名称', '所属企业', '公司', '公司名称', '所属公司', 'company'])

/** The columns that say a name in two parts, as they stand in the file; null where one of them is missing. */
export const nameParts = (columns: readonly FileColumn[]): readonly [FileColumn, FileColumn] | null => {
  const called = (words: ReadonlySet<string>) => columns.find(({ name }) => words.has(plainHeader(name)))
  const [family, given] = [called(familyWords), called(givenWords)]
  if (!family || !given) return null
  return family.index < given.index ? [family, given] : [given, family]
}

/**
 * Columns under the names by which their fields are found. WeCom calls a person 客户名称 and has her company beside it (企业): of
 * records that are about a person, the one is her name then. A customer's row with 姓 and 名 in it has a contact.
 */
export const asMeant = (object: ObjectModel, columns: readonly FileColumn[]): readonly FileColumn[] => {
  const person = [...object.fields.values()].find((f) => isPersonName(object, f))
  const parts = nameParts(columns)
  if (!person) return parts ? renamed(columns, parts[0], '姓名') : columns
  const words = [...exactWords(object, person), ...synonyms(object, person)]
  const plain = columns.map(({ name }) => plainHeader(name))
  const customer = columns[plain.findIndex((name) => customerWords.has(name))]
  const isNamed = parts !== null || plain.some((name) => words.includes(name))
  if (!customer || isNamed || !plain.some((name) => companyWords.has(name))) return columns
  return renamed(columns, customer, person.label['zh-CN'])
}

const renamed = (columns: readonly FileColumn[], which: FileColumn, name: string): FileColumn[] =>
  columns.map((column) => (column === which ? { ...column, name } : column))
