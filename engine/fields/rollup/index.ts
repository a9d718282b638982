import { date } from '../date/index.ts'
import { datetime } from '../datetime/index.ts'
import type { Field } from '../field.ts'
import { f } from '../index.ts'
import { sql } from '../../sql.ts'
import { decimal } from '../decimal/index.ts'
import { refuse } from '../generated.ts'
import { defineKind, type Kind } from '../kind.ts'

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

/** The first or last of days or times: kept and compared as such, and written by nobody all the same. */
const ofMoments = (moment: Kind<string>): Kind<string> => ({
  ...moment,
  name: rollup.name,
  label: rollup.label,
  groupable: false,
  parse: refuse,
  parseElement: (input) => moment.parse(input, f.date('')),
  schema: (field) => ({ ...moment.schema(field), readOnly: true }),
})
const [ofDays, ofTimes] = [ofMoments(date), ofMoments(datetime)]

/** What a roll-up yields decides how it is kept. */
export const rollupOf = ({ options }: Field): Kind<string> =>
  ({ date: ofDays, datetime: ofTimes })[options.rollup?.result as 'date' | 'datetime'] ?? rollup
