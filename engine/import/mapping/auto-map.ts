import type { Context } from '../../context.ts'
import type { FieldModel, ObjectModel } from '../../schema/model.ts'
import type { FileColumn } from '../analyse.ts'
import { isUuid } from '../../uuid.ts'
import { wordsByName } from './header-words.ts'
import { isImportable } from './importable.ts'
import type { ColumnMapping } from './mapping.ts'

/** How sure a proposed mapping is: the field's own name, another word for it, or the same with the object's name before it. */
export type Certainty = 'exact' | 'synonym'

export interface ProposedMapping extends ColumnMapping {
  readonly certainty: Certainty
}

/** Width, case, spaces, marks like * and (必填), units in brackets: none of it tells one field from another. */
export const plainHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【<《].*?[)\]】>》]/g, '')
    .replace(/[\s\p{Cf}*_\-.:：/'"“”#]/gu, '')

/** Finds the field that each column most likely holds. A field is given out once, to the surest column. */
export const autoMap = (ctx: Context, object: ObjectModel, columns: readonly FileColumn[]): ProposedMapping[] => {
  const fields = [...object.fields.values()].filter((f) => isImportable(ctx, object, f))
  const found: ProposedMapping[] = []
  const taken = new Set<string>()
  for (const [rank, words] of [exactWords, synonyms].entries())
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
  return found.sort((a, b) => a.column - b.column)
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

const exactWords = (object: ObjectModel, field: FieldModel): string[] => {
  const labels = [field.label['zh-CN'], field.label.en, field.name].map(plainHeader)
  return [...labels, ...labels.map((label) => withoutObject(object, label))].filter((word) => word !== '')
}

const synonyms = (object: ObjectModel, field: FieldModel): string[] =>
  [...(object.def.synonyms?.[field.name] ?? []), ...(wordsByName[field.name] ?? [])].map(plainHeader)

/** 客户电话 of a customer is its 电话. */
const withoutObject = (object: ObjectModel, word: string): string => {
  const name = [object.label['zh-CN'], object.label.en]
    .map(plainHeader)
    .find((label) => word.startsWith(label) && word.length > label.length)
  return name ? word.slice(name.length) : word
}

/** A reference to several objects needs to know which; the first one until somebody says otherwise. */
const aboutOf = (field: FieldModel) =>
  field.field.kind === 'relatedTo' && field.targets[0] ? { to: field.targets[0] } : {}
