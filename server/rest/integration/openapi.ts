import * as z from 'zod'
import { type Context, createRights, type Language, type ObjectModel } from '#engine'
import { aRecord } from '../answers.ts'
import { canSee } from '../schema/meta.ts'
import { inputSchema, type Json, recordSchema } from './openapi-record.ts'
import { languageOf } from '../problem.ts'
import { type Route, route } from '../route.ts'
import { routes } from '../routes.ts'

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
    field: { type: 'string' },
    row: { type: 'integer' },
    existing: {
      type: 'object',
      description: 'the record in the way, as far as you may see it',
      additionalProperties: true,
    },
    mine: { type: 'object', description: 'of a conflict: what you sent', additionalProperties: true },
    theirs: { type: 'object', description: 'what stands there now', additionalProperties: true },
    original: { type: 'object', description: 'what stood there when you opened it', additionalProperties: true },
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
        required: ['code', 'message'],
        additionalProperties: true,
      },
    },
  },
  additionalProperties: true,
  required: ['title', 'status', 'code', 'detail', 'requestId'],
}

const versioned = /^(PATCH|DELETE|POST) \/records\/\{object\}\/\{id\}(\/restore)?$/
const ifMatch = { name: 'If-Match', in: 'header', schema: { type: 'string', examples: ['"v3"', '*'] } }

const operation = (declared: Route, object: ObjectModel | undefined, language: Language): Json => {
  const names = [...declared.path.matchAll(/\{(\w+)\}/g)]
    .map((m) => m[1]!)
    .filter((name) => !(object && name === 'object'))
  const query = declared.query
    ? (z.toJSONSchema(declared.query, { io: 'input', unrepresentable: 'any' }) as {
        properties?: Record<string, Json>
        required?: string[]
      })
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
      ...Object.entries(query.properties ?? {}).map(([name, schema]) => ({
        name,
        in: 'query',
        ...(query.required?.includes(name) ? { required: true } : {}),
        schema,
      })),
      ...(object && versioned.test(`${declared.method} ${declared.path}`)
        ? [{ ...ifMatch, required: declared.method === 'PATCH' }]
        : []),
      ...(declared.onceByKey
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }]
        : []),
    ],
    ...(declared.takesBytes ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(declared.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(declared, ref) } } } }
      : {}),
    responses: {
      ...answersOf(declared, ref),
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

const statuses = ({ status, answer, answers }: Route): readonly number[] =>
  status === undefined ? [answer || answers ? 200 : 204] : [status].flat()

const answersOf = (declared: Route, ref: () => Json): Json => {
  const content = answerContent(declared, ref)
  const described = { description: 'OK', ...(content ? { content } : {}) }
  return Object.fromEntries(statuses(declared).map((status) => [String(status), described]))
}

const answerContent = ({ answer, answers }: Route, ref: () => Json): Json | null => {
  if (answers === 'bytes') return { 'application/octet-stream': {} }
  if (answers === 'events') return { 'text/event-stream': { schema: { type: 'string' } } }
  return answer ? { 'application/json': { schema: answerSchema(answer, ref()) } } : null
}

/** Answers may say more one day: whoever reads them leaves alone what she does not know. */
const answerSchema = (answer: z.ZodType, ref: Json): Json =>
  z.toJSONSchema(answer, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema !== aRecord) return
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      Object.assign(jsonSchema, ref)
    },
  }) as Json

export const openApiRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    summary: { 'zh-CN': '本文档(OpenAPI 3.1)', en: 'This document (OpenAPI 3.1)' },
    answer: z.looseObject({ openapi: z.literal('3.1.0') }),
    async handle({ ctx, request }) {
      return { body: openApi(ctx, languageOf(request)) }
    },
  }),
]
