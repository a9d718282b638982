import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import { wordsByName } from './header-words.ts'

const traditional =
  '戶稱電話備註聯絡單業務負責級別來狀態項營額員數統編號稅職網時間標籤類規機碼總費產經歷買賣價訂區縣鄉鎮國際郵繫歸屬處隊體積幣預計採購實開關閉結與發貨運輸輪個參會議團'
const simplified =
  '户称电话备注联络单业务负责级别来状态项营额员数统编号税职网时间标签类规机码总费产经历买卖价订区县乡镇国际邮系归属处队体积币预计采购实开关闭结与发货运输轮个参会议团'
const simpler = new Map([...traditional].map((character, i) => [character, [...simplified][i]!]))

/** Headers from Taiwan and Hong Kong: 客戶名稱 is 客户名称. */
const inSimplified = (text: string) =>
  text.replace(/\p{Script=Han}/gu, (character) => simpler.get(character) ?? character)

/** Width, case, spaces, marks like * and (必填), units in brackets: none of it tells one field from another. */
export const plainHeader = (text: string): string =>
  inSimplified(text)
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

/**
 * The columns that one of these words stands above, the surest first: the words for a field begin with the best, so that 移动电话
 * comes before 电话 and Job Title before Title.
 */
export const surest = <T extends { readonly forms: readonly string[] }>(
  words: readonly string[],
  columns: readonly T[],
): T[] =>
  columns
    .map((column) => ({ column, place: words.findIndex((word) => column.forms.includes(word)) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place)
    .map(({ column }) => column)

/** All that may be written above a column that goes to this field. */
export const headerWords = (object: ObjectModel, field: FieldModel, name: string): string[] =>
  [plainHeader(name), ...exactWords(object, field), ...synonyms(object, field)]
    .filter((word) => word !== '')
    .flatMap((word) => [word, ...objectWords(object).map((label) => label + word)])

/** A lone mobile number is the company's phone, where nobody is named whose it could be. */
export const standIns = (_: ObjectModel, { field }: FieldModel): string[] =>
  field.kind === 'phone' ? ['手机', ...wordsByName['mobile']!].map(plainHeader) : []
