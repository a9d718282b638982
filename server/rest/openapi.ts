import * as z from 'zod'
import { canSearchField, type Context, createRights, fieldRightOf, type Language, type ObjectModel } from '#engine'
import { canSee } from './meta.ts'
import { languageOf } from './problem.ts'
import { type Route, route } from './route.ts'
import { routes } from './routes.ts'

type Json = { readonly [key: string]: unknown }

/** The OpenAPI 3.1 document of a workspace as the caller may use it: her objects, her fields, the workspace's own included. */
export const openApi = (ctx: Context, language: Language): Json => {
  const objects = [...ctx.workspace.model.objects.values()].filter((object) => canSee(ctx, object))
  const paths: Record<string, Record<string, unknown>> = {}
  for (const declared of [...routes, ...openApiRoutes])
    for (const { path, object } of expand(declared, objects, ctx)) {
      const at = (paths[`/api/v1${path}`] ??= {})
      at[declared.method.toLowerCase()] = operation(declared, object, language)
    }
  return {
    openapi: '3.1.0',
    info: {
      title: language === 'en' ? 'Zhike API' : '知客 API',
      version: ctx.workspace.model.version,
      description:
        language === 'en'
          ? 'Errors are application/problem+json (RFC 9457). Lists page by opaque cursors. Amounts are decimal strings.'
          : '错误为 application/problem+json(RFC 9457);列表用不透明的 cursor 翻页;金额是十进制字符串。',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'zhike.session_token' },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: problemSchema,
        ...Object.fromEntries(
          objects.flatMap((o) => [
            [nameOf(o), recordSchema(ctx, o, language)],
            [`${nameOf(o)}Input`, inputSchema(ctx, o, language)],
          ]),
        ),
      },
    },
  }
}

const nameOf = (object: ObjectModel) =>
  object.name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

/** A route for records stands once per object that the caller may use it on. */
const expand = (
  declared: Route,
  objects: readonly ObjectModel[],
  ctx: Context,
): { path: string; object?: ObjectModel }[] => {
  if (!declared.path.startsWith('/records/{object}')) return [{ path: declared.path }]
  return objects
    .filter((o) => declared.method !== 'POST' || declared.path !== '/records/{object}' || createRights(ctx, o).create)
    .map((object) => ({ path: declared.path.replace('{object}', object.name), object }))
}

const problemSchema: Json = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'stable' },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string' },
          row: { type: 'integer' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
  required: ['title', 'status', 'code', 'detail', 'requestId'],
}

const operation = (declared: Route, object: ObjectModel | undefined, language: Language): Json => {
  const names = [...declared.path.matchAll(/\{(\w+)\}/g)]
    .map((m) => m[1]!)
    .filter((name) => !(object && name === 'object'))
  const query = declared.query
    ? (z.toJSONSchema(declared.query, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Json> })
    : {}
  const ref = (suffix = ''): Json => (object ? { $ref: `#/components/schemas/${nameOf(object)}${suffix}` } : {})
  return {
    operationId: [
      declared.method.toLowerCase(),
      ...declared.path
        .split('/')
        .filter(Boolean)
        .map((p) => p.replace(/[{}]/g, '')),
      object?.name,
    ]
      .filter(Boolean)
      .join('_'),
    summary: declared.summary[language],
    tags: [object?.label[language] ?? declared.path.split('/')[1]],
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
      ...(declared.method === 'PATCH' && object
        ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string', examples: ['"v3"', '*'] } }]
        : []),
      ...(declared.method !== 'GET' && object
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }]
        : []),
    ],
    ...(declared.takesBytes ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(declared.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(declared, ref) } } } }
      : {}),
    responses: {
      [declared.method === 'POST' && declared.path === '/records/{object}' ? '201' : '200']: {
        description: 'OK',
        content: answerContent(declared, ref),
      },
      default: {
        description: 'Problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(declared.open ? { security: [] } : {}),
  }
}

const writesRecord = (declared: Route) =>
  /^(POST \/records\/\{object\}|PATCH \/records\/\{object\}\/\{id\})$/.test(`${declared.method} ${declared.path}`)

const bodySchema = (declared: Route, ref: (suffix?: string) => Json): Json =>
  writesRecord(declared)
    ? ref('Input')
    : (z.toJSONSchema(declared.body!, { io: 'input', unrepresentable: 'any' }) as Json)

const answerContent = (declared: Route, ref: () => Json): Json => {
  if (declared.answers === 'bytes') return { 'application/octet-stream': {} }
  if (declared.answers === 'events') return { 'text/event-stream': { schema: { type: 'string' } } }
  return { 'application/json': { schema: answerSchema(declared, ref) } }
}

const answerSchema = (declared: Route, ref: () => Json): Json => {
  if (writesRecord(declared) || (declared.method === 'GET' && declared.path === '/records/{object}/{id}')) return ref()
  const isList = declared.path === '/records/{object}' || declared.path === '/records/{object}/query'
  if (!isList) return {}
  return {
    type: 'object',
    properties: {
      data: { type: 'array', items: ref() },
      next: { type: ['string', 'null'] },
      total: { type: 'object', properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } },
    },
  }
}

const recordSchema = (ctx: Context, object: ObjectModel, language: Language): Json => ({
  type: 'object',
  title: object.label[language],
  properties: {
    ...Object.fromEntries(
      [...object.fields.values()]
        .filter((f) => f.name !== 'deletedAt' && fieldRightOf(ctx, object, f) !== 'hidden')
        .map((f) => {
          const schema = canSearchField(ctx, object, f) ? f.kind.schema(f.field) : { type: 'string' }
          return [f.name, { ...schema, title: f.label[language] }]
        }),
    ),
    rights: recordRights[language],
  },
})

const recordRights = {
  'zh-CN': rightsSchema('你能对这条记录做什么;在 fields 里写上 rights 才有'),
  en: rightsSchema('What you may do with this record; only when fields asks for rights'),
}

function rightsSchema(description: string): Json {
  const properties = { update: { type: 'boolean' }, delete: { type: 'boolean' } }
  return { type: 'object', readOnly: true, description, properties }
}

const inputSchema = (ctx: Context, object: ObjectModel, language: Language): Json => {
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
      writable.map((f) => [f.name, { ...f.kind.schema(f.field), title: f.label[language] }]),
    ),
    required: writable
      .filter((f) => f.field.options.required && f.field.options.default === undefined)
      .map((f) => f.name),
  }
}

export const openApiRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    summary: { 'zh-CN': '本文档(OpenAPI 3.1)', en: 'This document (OpenAPI 3.1)' },
    async handle({ ctx, request }) {
      return { body: openApi(ctx, languageOf(request)) }
    },
  }),
]
