import type { Filter } from '../../api/filter.ts'

/** One chip: a field, what is asked of it, and the value asked for. */
export interface Condition {
  readonly field: string
  readonly operator: string
  readonly value: unknown
}

/** What chips can show as it stands; any other filter is kept whole and shown as one chip. */
export type Part = Condition | { readonly filter: Filter }

export const isCondition = (part: Part): part is Condition => 'operator' in part

const logic = new Set(['and', 'or', 'not', 'some', 'none', 'every'])

/** A filter as a row of chips that all hold. `{level: 'A', amount: {gte: 1, lt: 9}}` is three of them. */
export const readConditions = (filter: Filter | undefined): Part[] =>
  Object.entries(filter ?? {}).flatMap(([name, asked]): Part[] => {
    if (name === 'and' && Array.isArray(asked)) return asked.flatMap((part: Filter) => readConditions(part))
    if (logic.has(name)) return [{ filter: { [name]: asked } }]
    if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) {
      return [{ field: name, operator: 'eq', value: asked }]
    }
    const operators = Object.entries(asked)
    if (operators.some(([operator]) => logic.has(operator))) return [{ filter: { [name]: asked } }]
    return operators.map(([operator, value]) => ({ field: name, operator, value }))
  })

export const writeConditions = (parts: readonly Part[]): Filter => {
  const filters = parts.map((part): Filter => {
    if (!isCondition(part)) return part.filter
    const plain = part.operator === 'eq' && (typeof part.value !== 'object' || part.value === null)
    return { [part.field]: plain ? part.value : { [part.operator]: part.value } }
  })
  const keys = filters.flatMap(Object.keys)
  // The short form says the same as long as no field is asked twice.
  return new Set(keys).size === keys.length ? Object.assign({}, ...filters) : { and: filters }
}
