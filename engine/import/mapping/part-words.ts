import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { exactWords, plainHeader, synonyms } from './field-words.ts'
import type { ColumnMapping } from './mapping.ts'

/** Parts of an address, from the large to the small. */
const placeWords: readonly ReadonlySet<string>[] = [
  new Set([
    '省',
    '省份',
    '所属省份',
    '所在省份',
    '所在省',
    '省市',
    '省自治区',
    'province',
    'state',
    'stateprovince',
    'stateregion',
    'billingstate',
    'billingstateprovince',
    'mailingstate',
    'mailingstateprovince',
  ]),
  new Set([
    '市',
    '城市',
    '所属城市',
    '所在城市',
    '所在市',
    '地市',
    'city',
    'businesscity',
    'billingcity',
    'mailingcity',
  ]),
  new Set(['区', '县', '区县', '县区', '市区', '所属区县', '所在区县', '所在区', '区县名称', 'district', 'county']),
]

/** Its place from the large to the small; a street or a whole address comes last. */
export const placeSize = (header: string): number => {
  const size = placeWords.findIndex((words) => words.has(plainHeader(header)))
  return size < 0 ? placeWords.length : size
}

/** Headers of a family name. */
export const familyWords: ReadonlySet<string> = new Set(['姓', '姓氏', 'lastname', 'familyname', 'surname'])
/** Headers of a given name. */
export const givenWords: ReadonlySet<string> = new Set(['名', '名字', 'firstname', 'givenname', 'forename'])

/** Does the field say what a person is called. */
export const isPersonName = (object: ObjectModel, field: FieldModel): boolean =>
  field.field.kind === 'text' && [...exactWords(object, field), ...synonyms(object, field)].includes('姓名')

/**
 * Columns that are parts of a field: 省, 市 and 区 of an address, 姓 and 名 of a person. `found` is what whole fields took; where
 * the address or name has a column of its own, the parts of the address stand before it and those of the name say nothing new.
 */
export const mapParts = (
  object: ObjectModel,
  fields: readonly FieldModel[],
  columns: readonly FileColumn[],
  found: readonly ColumnMapping[],
): { readonly column: number; readonly field: string }[] => {
  const free = columns.filter(({ index }) => !found.some((m) => m.column === index))
  const called = (words: ReadonlySet<string>) => free.find(({ name }) => words.has(plainHeader(name)))
  const address = fields.find((f) => f.field.kind === 'address')
  const places = address ? placeWords.map(called).filter((column) => column !== undefined) : []
  const person = fields.find((f) => isPersonName(object, f))
  const isNamed = person && found.some((m) => m.field === person.name)
  const [family, given] = [called(familyWords), called(givenWords)]
  const names = person && !isNamed && family && given ? [family, given] : []
  return [
    ...places.map(({ index }) => ({ column: index, field: address!.name })),
    ...names.map(({ index }) => ({ column: index, field: person!.name })),
  ]
}
