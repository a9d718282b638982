import { refuse } from '../generated.ts'
import type { Field } from '../field.ts'
import { defineKind } from '../kind.ts'

/** Worked out by an expression over the record's other fields whenever it is read; its filters are those of its result. */
export const formula = defineKind<string | boolean>({
  name: 'formula',
  label: { 'zh-CN': '公式', en: 'Formula' },
  column: null,
  operators: [],
  sortable: false,
  groupable: false,
  parse: refuse,
  schema: (field) => ({ type: field.options.result === 'flag' ? 'boolean' : 'string', readOnly: true }),
  fromText: (cell) => cell,
  toText: (value, field) => write(value, field),
})

const write = (value: string | boolean, { options: { result } }: Field): string =>
  result === 'flag' ? (value === true ? '是' : '否') : String(value)
