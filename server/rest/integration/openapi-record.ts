import { canSearchField, type Context, fieldRightOf, type FieldModel, type Language, type ObjectModel } from '#engine'

/** A part of the document. */
export type Json = { readonly [key: string]: unknown }

/** What is empty is null. */
const orNull = (schema: Json): Json => {
  if (Array.isArray(schema['anyOf'])) return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] }
  if (typeof schema['type'] !== 'string') return schema
  const values = schema['enum'] as readonly unknown[] | undefined
  return { ...schema, type: [schema['type'], 'null'], ...(values ? { enum: [...values, null] } : {}) }
}

/** A reference is an id, or what was asked of the record behind it: of one out of reach that it is hidden. */
const shownSchema = ({ field, kind, targets }: FieldModel): Json => {
  const plain = kind.schema(field) as Json
  if (targets.length === 0) return plain
  const properties = { id: { type: 'string' }, hidden: { const: true } }
  const shown = { type: 'object', properties, required: ['id'], additionalProperties: true }
  if (kind.column === 'uuid[]') return { anyOf: [plain, { type: 'array', items: shown }] }
  return { anyOf: [plain, shown] }
}

/** A record as it is answered: only what was asked for, references with what was asked of their records. */
export const recordSchema = (ctx: Context, object: ObjectModel, language: Language): Json => ({
  type: 'object',
  title: object.label[language],
  properties: {
    ...Object.fromEntries(
      [...object.fields.values()]
        .filter((f) => f.name !== 'deletedAt' && fieldRightOf(ctx, object, f) !== 'hidden')
        .map((f) => {
          const schema = canSearchField(ctx, object, f) ? shownSchema(f) : { type: 'string' }
          return [f.name, { ...orNull(schema), title: f.label[language] }]
        }),
    ),
    rights: recordRights[language],
    path: pathSchema[language],
  },
})

const recordRights = {
  'zh-CN': rightsSchema('你能对这条记录做什么;在 fields 里写上 rights 才有'),
  en: rightsSchema('What you may do with this record; only when fields asks for rights'),
}

const pathSchema = {
  'zh-CN': stagesSchema('它所走流程的各阶段;path=true 时才有'),
  en: stagesSchema('The stages of its pipeline; only with path=true'),
}

function stagesSchema(description: string): Json {
  return { type: 'array', readOnly: true, description, items: { type: 'object', additionalProperties: true } }
}

function rightsSchema(description: string): Json {
  const properties = { update: { type: 'boolean' }, delete: { type: 'boolean' } }
  return { type: 'object', readOnly: true, description, properties }
}

/** What may be written of a record. */
export const inputSchema = (ctx: Context, object: ObjectModel, language: Language): Json => {
  const writable = [...object.fields.values()].filter(
    (f) =>
      !f.system &&
      !['serial', 'formula', 'rollup'].includes(f.field.kind) &&
      !f.field.options.readOnly &&
      !f.field.options.computed &&
      fieldRightOf(ctx, object, f) === 'write',
  )
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      writable.map((f) => [f.name, { ...orNull(f.kind.schema(f.field)), title: f.label[language] }]),
    ),
    required: writable
      .filter((f) => f.field.options.required && f.field.options.default === undefined)
      .map((f) => f.name),
  }
}
