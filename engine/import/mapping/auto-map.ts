import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { isUuid } from '../../uuid.ts'
import { exactWords, plainHeader, standIns, surest, synonyms, withoutObject } from './field-words.ts'
import { isImportable } from './importable.ts'
import { mapBelongings, namesPerson } from './map-belongings.ts'
import type { ColumnMapping } from './mapping.ts'
import { asMeant, nameParts } from './name-headers.ts'
import { mapParts } from './part-words.ts'

/** How sure a proposed mapping is: the field's own name, another word for it, or the same with the object's name before it. */
export type Certainty = 'exact' | 'synonym'

/** Where a column should go, and how sure that is. */
export interface ProposedMapping extends ColumnMapping {
  readonly certainty: Certainty
}

/**
 * Finds the field that each column most likely holds. A field is given out once, to the surest column. Columns about people who
 * belong to the record go to them.
 */
export const autoMap = (ctx: Context, object: ObjectModel, written: readonly FileColumn[]): ProposedMapping[] => {
  const columns = asMeant(object, written)
  const ours = columns.filter((column) => !namesPerson(ctx, object, column, columns))
  const people = mapBelongings(ctx, object, columns, ownFields(ctx, object, ours, [exactWords, synonyms]))
  const lent = [...people, ...restOfName(written, people)]
  const left = columns.filter(({ index }) => !lent.some((m) => m.column === index))
  const own = ownFields(ctx, object, left, [exactWords, synonyms, ...(lent.length > 0 ? [] : [standIns])])
  const fields = [...object.fields.values()].filter((f) => isImportable(ctx, object, f))
  const parts = mapParts(object, fields, columns, [...own, ...lent])
  const guessed = parts.map((part): ProposedMapping => ({ ...part, certainty: 'synonym' }))
  return [...own, ...lent, ...guessed].sort((a, b) => a.column - b.column)
}

/** The other half of a name whose first half went to somebody who belongs to the record. */
const restOfName = (columns: readonly FileColumn[], people: readonly ProposedMapping[]): ProposedMapping[] => {
  const [first, second] = nameParts(columns) ?? []
  const found = people.find(({ column }) => column === first?.index)
  return found && second ? [{ ...found, column: second.index }] : []
}

const ownFields = (
  ctx: Context,
  object: ObjectModel,
  columns: readonly FileColumn[],
  ranks: readonly ((object: ObjectModel, field: FieldModel) => string[])[],
): ProposedMapping[] => {
  const fields = [...object.fields.values()].filter((f) => isImportable(ctx, object, f))
  const found: ProposedMapping[] = []
  const taken = new Set<string>()
  const headers = columns.map((column) => {
    const plain = plainHeader(column.name)
    return { ...column, forms: [plain, withoutObject(object, plain)] }
  })
  for (const [rank, words] of ranks.entries())
    for (const field of fields.filter((f) => !taken.has(f.name))) {
      const free = headers.filter((h) => !found.some((m) => m.column === h.index))
      const column = surest(words(object, field), free).find(({ samples }) => isOurs(field, samples))
      if (!column) continue
      taken.add(field.name)
      const certainty = rank === 0 ? 'exact' : 'synonym'
      found.push({ column: column.index, field: field.name, certainty, ...aboutOf(field) })
    }
  return found
}

/** Other systems have ids and numbers too; only those that look like ours say which of our records is meant. */
const isOurs = ({ name, field }: FieldModel, samples: readonly string[]): boolean => {
  if (name === 'id') return samples.every((text) => isUuid(text.toLowerCase()))
  if (field.kind !== 'serial') return true
  const form = (field.options.pattern ?? '{0}')
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{[ymd]+\}/g, (hole) => `\\d{${hole.length - 2}}`)
    .replace(/\{0+\}/, '\\d+')
  return samples.every((text) => new RegExp(`^${form}$`).test(text))
}

/** A reference to several objects needs to know which; the first one until somebody says otherwise. */
const aboutOf = (field: FieldModel) =>
  field.field.kind === 'relatedTo' && field.targets[0] ? { to: field.targets[0] } : {}
