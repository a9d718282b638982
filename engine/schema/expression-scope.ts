import type { FieldModel, ObjectModel } from './model.ts'

/** Of an address an expression sees the region code and the rest in words. */
const addressParts = new Set(['region', 'detail'])

/** The names an expression over one record may use: its fields, and the parts of an address. */
export const expressionScope = (object: ObjectModel) => ({
  fieldKind(path: readonly string[]): string | undefined {
    const field = object.fields.get(path[0]!)
    if (!field || field.retired || path.length > 2) return undefined
    const { kind, options } = field.field
    if (path.length === 2) return kind === 'address' && addressParts.has(path[1]!) ? 'text' : undefined
    // A formula stands in others as what it yields; its own expression is put in its place.
    return kind === 'formula' ? options.result : kind === 'rollup' ? (options.rollup?.result ?? kind) : kind
  },
})

/** The fields that an expression looks at, by what it reads. */
export const fieldsRead = (object: ObjectModel, { reads }: { readonly reads: readonly string[] }): FieldModel[] => [
  ...new Set(reads.map((path) => object.fields.get(path.split('.')[0]!)!)),
]
