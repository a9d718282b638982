import type { Model, ObjectModel } from '../model.ts'

/** What a document names: fields, each as `object field`, and all its texts. */
export interface Named {
  readonly fields: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
}

/** Parts that hold what came from files or people, never names. */
const data = new Set(['header', 'values'])

/**
 * All fields that a document over an object names, straight or by a path over other objects: a saved view's columns, order
 * and filter, a template's columns and keys. Too many rather than too few: any word counts that is the name of a field.
 */
export const namesIn = (model: Model, object: ObjectModel, document: unknown): Named => {
  const fields = new Set<string>()
  const texts = new Set<string>()
  const note = (start: ObjectModel, path: string) => {
    let at: ObjectModel | undefined = start
    for (const [i, name] of path.split('.').entries()) {
      const field = at?.fields.get(name)
      // An import's column may belong to another object: contact.mobile.
      if (!field && i === 0 && model.objects.has(name)) at = model.objects.get(name)
      else if (!at || !field) return
      else {
        fields.add(`${at.name} ${name}`)
        at = field.targets.length === 1 ? model.objects.get(field.targets[0]!) : undefined
      }
    }
  }
  const walk = (at: ObjectModel, part: unknown): void => {
    if (typeof part === 'string') {
      texts.add(part)
      for (const [path] of part.matchAll(/[A-Za-z][\w.]*/g)) note(at, path)
    } else if (Array.isArray(part)) for (const one of part) walk(at, one)
    else if (typeof part === 'object' && part !== null) walkParts(at, part as Record<string, unknown>)
  }
  const walkParts = (at: ObjectModel, parts: Record<string, unknown>): void => {
    const { field, by } = parts
    if (typeof field === 'string' && typeof by === 'string') note(at, `${field}.${by}`)
    for (const [key, value] of Object.entries(parts)) {
      const list = at.fields.has(key) ? undefined : at.inverses.find(({ name }) => name === key)
      if (list) fields.add(`${list.object} ${list.field}`)
      else note(at, key)
      if (data.has(key)) for (const text of Object.values((value ?? {}) as object)) texts.add(String(text))
      else walk((list && model.objects.get(list.object)) ?? at, value)
    }
  }
  walk(object, document)
  return { fields, texts }
}
