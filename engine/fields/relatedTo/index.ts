import { defineError } from '../../errors.ts'
import type { Field } from '../field.ts'
import type { RelatedTo } from '../index.ts'
import { defineKind } from '../kind.ts'
import { idSchema, parseId } from '../ref/parse-id.ts'

export const NotRelatedTo = defineError(
  'field.notRelatedTo',
  422,
  '应为 object(对象)与 id,对象可为:{objects}',
  'object and id expected; the object is one of: {objects}',
)

/** A record of one of several objects: what a note or a task is about. */
export const relatedTo = defineKind<RelatedTo>({
  name: 'relatedTo',
  label: { 'zh-CN': '相关记录', en: 'Related to' },
  column: 'jsonb',
  operators: ['eq', 'ne', 'in', 'empty'],
  sortable: false,
  groupable: false,
  parse(input, field) {
    const { object, ...rest } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
    if (typeof object !== 'string' || !targets(field).includes(object)) {
      throw NotRelatedTo({ objects: targets(field).join('、') })
    }
    return { object, id: parseId(rest) }
  },
  schema: (field) => ({
    type: 'object',
    properties: { object: { type: 'string', enum: targets(field) }, id: idSchema },
    required: ['object', 'id'],
  }),
  fromText: (cell) => cell,
  toText: ({ object, id }) => `${object}/${id}`,
})

const targets = (field: Field): readonly string[] => [field.options.to ?? []].flat()
