import { choice, fold } from '../choice/index.ts'
import type { Field } from '../field.ts'
import { defineKind } from '../kind.ts'
import { parseList } from '../parse-list.ts'

/** Several of the field's options, stored in the order in which the options are declared. */
export const multiChoice = defineKind<readonly string[]>({
  name: 'multiChoice',
  label: { 'zh-CN': '多选', en: 'Several choices' },
  column: 'text[]',
  operators: ['hasAny', 'hasAll', 'hasNone', 'empty'],
  sortable: false,
  groupable: false,
  parse(input, field) {
    const order = Object.keys(field.options.options ?? {})
    const chosen = parseList(input, order.length, (item) => choice.parse(item, field))
    return chosen.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
  },
  parseElement: (input, field) => choice.parse(input, field),
  schema: (field) => ({ type: 'array', items: choice.schema(field), uniqueItems: true }),
  fromText: (cell, field) => choicesIn(cell, field).map((label) => choice.fromText(label, field)),
  toText: (values, field) => values.map((value) => choice.toText(value, field)).join('、'),
})

const SEPARATOR = /[、，,;；/|\n]/

/** The labels in a cell. Labels may hold a separator themselves (电话/短信), so the longest known one is taken first. */
const choicesIn = (cell: string, { options: { options = {}, optionsEn = {} } }: Field): string[] => {
  const known = [...Object.entries(options).flat(), ...Object.values(optionsEn)].toSorted((a, b) => b.length - a.length)
  const found: string[] = []
  let rest = cell.trim()
  while (rest !== '') {
    const label = known.find((word) => fold(rest.slice(0, word.length)) === fold(word) && endsAt(rest, word.length))
    const end = label?.length ?? rest.search(SEPARATOR)
    const item = (end < 0 ? rest : rest.slice(0, end)).trim()
    if (item !== '') found.push(item)
    rest = end < 0 ? '' : rest.slice(end).trim().replace(SEPARATOR, '').trim()
  }
  return found
}

const endsAt = (text: string, index: number): boolean => /^\s*(?:$|[、，,;；/|\n])/.test(text.slice(index))
