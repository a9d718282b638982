import { cleanText } from '../clean-text.ts'
import { refuse } from '../generated.ts'
import { defineKind } from '../kind.ts'

/** A number that the engine hands out without gaps, e.g. C2026000123. */
export const serial = defineKind<string>({
  name: 'serial',
  label: { 'zh-CN': '自动编号', en: 'Serial number' },
  column: 'text',
  operators: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'empty'],
  sortable: true,
  groupable: false,
  parse: refuse,
  // Nobody writes it, but filters ask for it.
  parseElement: (input) => cleanText(input).normalize('NFKC').trim(),
  schema: () => ({ type: 'string', readOnly: true }),
  fromText: (cell) => cell,
  toText: (number) => number,
})
