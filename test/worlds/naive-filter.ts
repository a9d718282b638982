/**
 * For tests: what a filter means, in plain JavaScript over records in JSON form. It shares nothing with the SQL of
 * `filter-sql.ts`, which must agree with it.
 */
type Row = Readonly<Record<string, unknown>>

const numeric = new Set(['count', 'rate', 'price', 'share', 'double', 'partCount'])

export const passesNaively = (row: Row, filter: unknown): boolean =>
  Object.entries(filter as object).every(([key, test]) => {
    if (key === 'and') return (test as unknown[]).every((t) => passesNaively(row, t))
    if (key === 'or') return (test as unknown[]).some((t) => passesNaively(row, t))
    if (key === 'not') return !passesNaively(row, test)
    return Object.entries(test as object).every(([op, wanted]) => tests[op]!(valueOf(row, key), wanted, key))
  })

const valueOf = (row: Row, field: string): unknown => {
  const value = row[field] ?? null
  return field === 'about' && value ? (value as { id: string }).id : value
}

type Test = (value: unknown, wanted: unknown, field: string) => boolean

const equal: Test = (value, wanted, field) => {
  if (value === null) return false
  const other = field === 'about' ? (wanted as { id: string }).id : wanted
  return numeric.has(field) ? Number(value) === Number(other) : value === other
}
const ordered =
  (holds: (sign: number) => boolean): Test =>
  (value, wanted, field) => {
    if (value === null) return false
    const [a, b] = numeric.has(field) ? [Number(value), Number(wanted)] : [value as string, wanted as string]
    return holds(a < b ? -1 : a > b ? 1 : 0)
  }
const includes =
  (how: 'includes' | 'startsWith' | 'endsWith'): Test =>
  (value, wanted) =>
    value !== null && (value as string).toLowerCase()[how]((wanted as string).toLowerCase())
const list = (value: unknown) => (value ?? []) as readonly unknown[]

const tests: Readonly<Record<string, Test>> = {
  eq: equal,
  ne: (...args) => !equal(...args),
  in: (value, wanted, field) => (wanted as unknown[]).some((w) => equal(value, w, field)),
  notIn: (value, wanted, field) => !(wanted as unknown[]).some((w) => equal(value, w, field)),
  lt: ordered((sign) => sign < 0),
  lte: ordered((sign) => sign <= 0),
  gt: ordered((sign) => sign > 0),
  gte: ordered((sign) => sign >= 0),
  between: (value, wanted, field) => {
    const [from, to] = wanted as [unknown, unknown]
    return ordered((s) => s >= 0)(value, from, field) && ordered((s) => s <= 0)(value, to, field)
  },
  contains: includes('includes'),
  startsWith: includes('startsWith'),
  endsWith: includes('endsWith'),
  empty: (value, wanted) => (value === null) === wanted,
  hasAny: (value, wanted) => (wanted as unknown[]).some((w) => list(value).includes(w)),
  hasAll: (value, wanted) => value !== null && (wanted as unknown[]).every((w) => list(value).includes(w)),
  hasNone: (value, wanted) => !(wanted as unknown[]).some((w) => list(value).includes(w)),
  within: (value, wanted) =>
    ((value as { region?: string } | null)?.region ?? '').startsWith((wanted as string).replace(/(00)+$/, '')),
}
