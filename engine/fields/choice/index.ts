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

/**
 * The value whose label, in either language (or else whose own text), a cell holds; width, case, spaces and the kind of dash
 * do not matter.
 */
export const valueOf = (cell: string, { options: { options, optionsEn } }: Field): string | undefined =>
  options && valuesOf(options, optionsEn).get(fold(cell))

const known = new WeakMap<object, ReadonlyMap<string, string>>()

/** Options by what a cell may say for them: a file has a hundred thousand such cells. */
const valuesOf = (
  options: Readonly<Record<string, string>>,
  optionsEn: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> => {
  const kept = known.get(options)
  if (kept) return kept
  // Of two that read the same the first counts, and a label before a value: so they are put in the other way round.
  const found = new Map(
    [
      ...Object.entries(options).map(([value, label]) => [label, value] as const),
      ...Object.keys(options).map((v) => [v, v] as const),
      ...Object.entries(optionsEn).map(([value, label]) => [label, value] as const),
    ]
      .toReversed()
      .map(([text, value]) => [fold(text), value] as const),
  )
  known.set(options, found)
  return found
}

export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―−~～]/g, '-')
    .toLowerCase()

const SHOWN = 10

const notChoice = (input: unknown, { options: { options = {}, optionsEn = {} } }: Field) => {
  const values = Object.keys(options)
  const shown = values.slice(0, SHOWN)
  const more = values.length > SHOWN ? '…' : ''
  const zh = shown.map((value) => (options[value] === value ? value : `${options[value]}(${value})`))
  const en = shown.map((value) => ((optionsEn[value] ?? value) === value ? value : `${optionsEn[value]} (${value})`))
  const value = typeof input === 'string' ? [...input].slice(0, 40).join('') : typeof input
  return NotChoice({ value, choices: { 'zh-CN': zh.join('、') + more, en: en.join(', ') + more } })
}
