import type { ImportData, LentField } from '../api/imports.ts'

/** A field that a column can go to: one of the object itself, or of a record that stands in the same row. */
export interface Target extends LentField {
  /** As the mapping writes it: `phone`, `contact.mobile`, `contact#2.mobile`. */
  readonly target: string
  readonly object: string
  /** Whose it is, where it is not the object's own: 联系人 2. */
  readonly of?: string
}

const mostInRow = 9

/** All of them; of records in the same row as many as there are columns for, and one more. */
export const targetsOf = (made: Pick<ImportData, 'object' | 'fields' | 'belongings' | 'columns'>): Target[] => {
  const mapped = new Set(made.columns.flatMap(({ mapping }) => mapping?.field.split('.')[0] ?? []))
  const own = made.fields.map((field): Target => ({ ...field, target: field.name, object: made.object }))
  const lent = made.belongings.flatMap(({ object, label, fields }) => {
    const prefix = (ordinal: number) => (ordinal === 1 ? object : `${object}#${ordinal}`)
    let count = 1
    while (count < mostInRow && mapped.has(prefix(count))) count++
    return Array.from({ length: count }, (_, at) => at + 1).flatMap((ordinal) =>
      fields.map((field): Target => {
        const of = ordinal === 1 ? label : `${label} ${ordinal}`
        return { ...field, target: `${prefix(ordinal)}.${field.name}`, object, of }
      }),
    )
  })
  return [...own, ...lent]
}

/** Whose it is and what it is called: 联系人 · 手机. */
export const fullLabel = ({ of, label }: Target): string => (of === undefined ? label : `${of} · ${label}`)

/** Required fields without a column; those of a record in the same row only where other columns speak of it. */
export const missingTargets = (targets: readonly Target[], taken: ReadonlySet<string>): Target[] => {
  const begun = new Set([...taken].flatMap((target) => (target.includes('.') ? target.split('.')[0]! : [])))
  return targets.filter(
    ({ target, of, required }) =>
      required && !taken.has(target) && (of === undefined || begun.has(target.split('.')[0]!)),
  )
}
