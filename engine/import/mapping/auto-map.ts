import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { isUuid } from '../../uuid.ts'
import { exactWords, plainHeader, standIns, synonyms, withoutObject } from './field-words.ts'
import { isImportable } from './importable.ts'
import { mapBelongings, namesPerson } from './map-belongings.ts'
import type { ColumnMapping } from './mapping.ts'

/** How sure a proposed mapping is: the field's own name, another word for it, or the same with the object's name before it. */
export type Certainty = 'exact' | 'synonym'

export interface ProposedMapping extends ColumnMapping {
  readonly certainty: Certainty
}

/**
 * Finds the field that each column most likely holds. A field is given out once, to the surest column. Columns about people who
 * belong to the record go to them.
 */
export const autoMap = (ctx: Context, object: ObjectModel, columns: readonly FileColumn[]): ProposedMapping[] => {
  const ours = columns.filter((column) => !namesPerson(ctx, object, column, columns))
  const lent = mapBelongings(ctx, object, columns, ownFields(ctx, object, ours, [exactWords, synonyms]))
  const left = columns.filter(({ index }) => !lent.some((m) => m.column === index))
  const own = ownFields(ctx, object, left, [exactWords, synonyms, ...(lent.length > 0 ? [] : [standIns])])
  return [...own, ...lent].sort((a, b) => a.column - b.column)
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
  for (const [rank, words] of ranks.entries())
    for (const { index, name, samples } of columns) {
      if (found.some((m) => m.column === index)) continue
      const forms = new Set([plainHeader(name), withoutObject(object, plainHeader(name))])
      const field = fields.find(
        (f) => !taken.has(f.name) && words(object, f).some((word) => forms.has(word)) && isOurs(f, samples),
      )
      if (!field) continue
      taken.add(field.name)
      found.push({ column: index, field: field.name, certainty: rank === 0 ? 'exact' : 'synonym', ...aboutOf(field) })
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
