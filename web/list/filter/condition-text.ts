import { fieldOf, type FieldMeta, type ObjectMeta } from '../../api/metadata.ts'
import { cellOf } from '../../fields.ts'
import type { Say } from '../../i18n/language.ts'
import { isCondition, type Part } from './conditions.ts'
import { operatorText, rangeText } from './operator-text.ts'

/** Titles of records that filters name by id. */
export type Titles = ReadonlyMap<string, string>

/** A chip in words: `行业：装备制造`, `金额 不小于 1,000`, `最近跟进 在 最近 30 天`. */
export const conditionText = (part: Part, object: ObjectMeta, titles: Titles, say: Say): string => {
  if (!isCondition(part)) return say('filter.advanced')
  const field = fieldOf(object, part.field.split('.')[0] ?? '')
  // Out of use, or out of reach: the list says so, and the chip is how the condition is taken away.
  const label = field?.label ?? say('filter.goneField')
  if (part.operator === 'empty') return `${label} ${say(part.value === true ? 'op.isEmpty' : 'op.isNotEmpty')}`
  const value = valueText(part.value, part.operator, field, titles, say)
  if (part.operator === 'eq' || part.operator === 'in') return `${label}：${value}`
  if (part.operator === 'within' && field?.kind !== 'address') return `${label} ${value}`
  return `${label} ${operatorText(part.operator, field, say)} ${value}`
}

const valueText = (
  value: unknown,
  operator: string,
  field: FieldMeta | undefined,
  titles: Titles,
  say: Say,
): string => {
  if (operator === 'within') return rangeText(value, say)
  if (operator === 'between' && Array.isArray(value)) {
    return value.map((end) => valueText(end, 'eq', field, titles, say)).join(' – ')
  }
  if (Array.isArray(value)) return value.map((one) => valueText(one, 'eq', field, titles, say)).join(say('common.and'))
  if (field === undefined || value === null) return String(value ?? '—')
  if (['user', 'ref', 'refs', 'department'].includes(field.kind)) return titles.get(String(value)) ?? '…'
  if (field.kind === 'relatedTo') return titles.get((value as { id: string }).id) ?? '…'
  const one = ['multiChoice', 'tags'].includes(field.kind) ? [value] : value
  return cellOf(field).text(one, field)
}
