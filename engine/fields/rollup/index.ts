import { f } from '../index.ts'
import { sql } from '../../sql.ts'
import { decimal } from '../decimal/index.ts'
import { refuse } from '../generated.ts'
import { defineKind } from '../kind.ts'

/** A figure over related records, kept by the engine: an exact decimal, sent as a string. */
export const rollup = defineKind<string>({
  name: 'rollup',
  label: { 'zh-CN': '汇总', en: 'Roll-up' },
  column: 'numeric',
  operators: decimal.operators,
  sortable: true,
  groupable: false,
  numeric: true,
  parse: refuse,
  // Nobody writes it, but filters ask for it.
  parseElement: (input) => decimal.parse(input, f.decimal('')),
  json: (column) => sql`trim_scale(${column})::text`,
  schema: () => ({ type: 'string', readOnly: true, examples: ['3', '1860000'] }),
  fromText: (cell) => cell,
  toText: (figure) => figure,
})
