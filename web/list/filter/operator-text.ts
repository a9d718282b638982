import type { FieldMeta } from '../../api/metadata.ts'
import type { Say } from '../../i18n/language.ts'
import type { Key } from '../../i18n/zh-CN.ts'

const temporal: Readonly<Record<string, Key>> = { lt: 'op.before', gt: 'op.after', lte: 'op.until', gte: 'op.since' }
const plain: Readonly<Record<string, Key>> = {
  eq: 'op.eq',
  ne: 'op.ne',
  in: 'op.in',
  notIn: 'op.notIn',
  lt: 'op.lt',
  lte: 'op.lte',
  gt: 'op.gt',
  gte: 'op.gte',
  between: 'op.between',
  within: 'op.within',
  contains: 'op.contains',
  startsWith: 'op.startsWith',
  endsWith: 'op.endsWith',
  empty: 'op.isEmpty',
  hasAny: 'op.hasAny',
  hasAll: 'op.hasAll',
  hasNone: 'op.hasNone',
}

/** An operator in words: dates are earlier and later, numbers smaller and larger. */
export const operatorText = (operator: string, field: FieldMeta | undefined, say: Say): string => {
  const isTemporal = [field?.kind, field?.result].some((kind) => kind === 'date' || kind === 'datetime')
  const key = (isTemporal ? temporal[operator] : undefined) ?? plain[operator]
  return key ? (say as (key: Key) => string)(key) : operator
}

export const namedRanges = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'nextQuarter',
  'thisYear',
  'lastYear',
  'nextYear',
] as const

/** `thisMonth` → 本月; `{last: 30, unit: 'day'}` → 最近 30 天. */
export const rangeText = (range: unknown, say: Say): string => {
  const named = namedRanges.find((name) => name === range)
  if (named) return (say as (key: Key) => string)(`range.${named}`)
  if (typeof range !== 'object' || range === null) return String(range)
  const { last, next, unit } = range as { last?: number; next?: number; unit?: 'day' | 'week' | 'month' | 'year' }
  if (unit === undefined) return ''
  return last === undefined ? say(`range.next.${unit}`, { n: next ?? 0 }) : say(`range.last.${unit}`, { n: last })
}
