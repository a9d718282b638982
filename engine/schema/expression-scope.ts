import type { ObjectModel } from './model.ts'

/** The names an expression over one record may use: its stored fields. */
export const expressionScope = (object: ObjectModel) => ({
  fieldKind(path: readonly string[]): string | undefined {
    if (path.length !== 1) return undefined
    const field = object.fields.get(path[0]!)
    if (!field || field.retired) return undefined
    // A formula stands in others as what it yields; its own expression is put in its place.
    return field.field.kind === 'formula' ? field.field.options.result : field.field.kind
  },
})
