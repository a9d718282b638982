import { ApiError } from '../api/api-error.ts'
import { fieldOf, type FieldMeta, type ObjectMeta } from '../api/metadata.ts'

/** What a refused move asks for. */
export interface Asked {
  /** What this person can fill in at once. */
  readonly fields: readonly FieldMeta[]
  /** What an input cannot mend, or is a condition to be read. */
  readonly sentences: readonly string[]
}

/** Reads a refusal of a move; null for one that more input does not mend, such as a missing right. */
export const askedBy = (object: ObjectMeta, refused: unknown): Asked | null => {
  if (!(refused instanceof ApiError) || refused.status !== 422 || refused.problems.length === 0) return null
  const fillable = (name: string) => {
    const field = fieldOf(object, name)
    const places = [object.board?.group, object.board?.within]
    return field && !places.includes(name) && !field.readOnly && !field.computed && !field.masked ? [field] : []
  }
  const fields = new Map<string, FieldMeta>()
  const sentences = new Set<string>()
  for (const problem of refused.problems) {
    const [missing] = fillable(problem.field ?? '')
    // It is missing, whatever the form thinks of it while the record still stands where it was.
    if (missing) fields.set(missing.name, asMissing(missing))
    else {
      sentences.add(problem.message)
      for (const field of (problem.fields ?? []).flatMap(fillable))
        if (!fields.has(field.name)) fields.set(field.name, field)
    }
  }
  return { fields: [...fields.values()], sentences: [...sentences] }
}

const asMissing = ({ visible: _visible, requirement: _requirement, ...field }: FieldMeta): FieldMeta => ({
  ...field,
  required: true,
})

/** What both refusals ask for: what was filled in meanwhile stays on the screen. */
export const both = (first: Asked, second: Asked | null): Asked => {
  if (second === null) return first
  const known = new Set(first.fields.map(({ name }) => name))
  return {
    fields: [...first.fields, ...second.fields.filter(({ name }) => !known.has(name))],
    sentences: second.sentences,
  }
}
