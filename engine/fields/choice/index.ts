import { defineError } from '../../errors.ts'
import type { Field } from '../field.ts'
import { defineKind } from '../kind.ts'

export const NotChoice = defineError(
  'field.notChoice',
  422,
  '没有“{value}”这个选项,可选:{choices}',
  'There is no option "{value}"; choose one of: {choices}',
)

/** One of the field's options, stored as its value. */
export const choice = defineKind<string>({
  name: 'choice',
  label: { 'zh-CN': '单选', en: 'Choice' },
  column: 'text',
  operators: ['eq', 'ne', 'in', 'notIn', 'empty'],
  sortable: true,
  groupable: true,
  parse(input, field) {
    const options = field.options.options ?? {}
    if (typeof input !== 'string' || !Object.hasOwn(options, input)) throw notChoice(input, field)
    return input
  },
  schema: (field) => ({ type: 'string', enum: Object.keys(field.options.options ?? {}) }),
  fromText(cell, field) {
    const value = valueOf(cell, field)
    if (value === undefined) throw notChoice(cell, field)
    return value
  },
  toText: (value, field) => field.options.options?.[value] ?? value,
})

/** The value whose label (or else whose own text) a cell holds; width, case and the spaces around it do not matter. */
export const valueOf = (cell: string, { options: { options = {} } }: Field): string | undefined => {
  const wanted = fold(cell)
  const found = Object.entries(options).find(([, label]) => fold(label) === wanted)
  return found?.[0] ?? Object.keys(options).find((value) => fold(value) === wanted)
}

export const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

const SHOWN = 10

const notChoice = (input: unknown, { options: { options = {} } }: Field) => {
  const labels = Object.entries(options).map(([value, label]) => (label === value ? label : `${label}(${value})`))
  const more = labels.length > SHOWN ? '…' : ''
  const value = typeof input === 'string' ? [...input].slice(0, 40).join('') : typeof input
  return NotChoice({ value, choices: labels.slice(0, SHOWN).join('、') + more })
}
