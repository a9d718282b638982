import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Client, Reply } from './client.ts'

type Schema = { readonly [key: string]: unknown }
interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: Schema }> }>
}

/** The document that a person was given, in which every answer to her is looked up. */
export interface Documented {
  /** As her client. */
  readonly call: Client['call']
  /** What was answered otherwise than documented. */
  readonly faults: readonly string[]
  /** Holds an answer that came some other way to it. */
  check(method: string, path: string, reply: Pick<Reply, 'status' | 'headers' | 'body'>): void
  readonly operations: readonly string[]
  /** Those that have answered with what they are for. */
  readonly answered: Set<string>
}

/** Reads the document as this person. */
export const documented = async (client: Client): Promise<Documented> => {
  const { paths, components } = (await client.call('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>
    components: Schema
  }
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  ;(addFormats as unknown as (ajv: Ajv2020) => void)(ajv)
  for (const format of ['idn-email']) ajv.addFormat(format, true)
  ajv.addSchema({ $id: 'document', components: closed(components) })
  const templates = Object.keys(paths)
    .map((path) => ({
      path,
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      holes: path.split('{').length,
    }))
    .toSorted((a, b) => a.holes - b.holes)
  const kept = new Map<string, ValidateFunction>()
  const validator = (key: string, schema: Schema) => {
    const known = kept.get(key) ?? ajv.compile(pointed(closed(schema)) as Schema)
    kept.set(key, known)
    return known
  }
  const answered = new Set<string>()

  const faults: string[] = []
  const check: Documented['check'] = (method, called, { status, headers, body }) => {
    const address = called.split('?')[0]!
    const full = address.startsWith('/api/') ? address : `/api/v1${address}`
    const found = templates.find(({ path, pattern }) => pattern.test(full) && paths[path]![method.toLowerCase()])
    const name = `${method} ${found?.path ?? full}`
    const fault = (what: string) => void faults.push(`${name} (${status}): ${what}`)
    // What is not in her document is not there for her.
    if (!found) return status === 403 || status === 404 ? undefined : fault('is not documented')
    const { responses } = paths[found.path]![method.toLowerCase()]!
    const response = responses[status >= 400 ? 'default' : String(status)]
    if (!response) return fault('the status is not documented')
    if (status < 400) answered.add(name)
    const { content = {} } = response
    if (Object.keys(content).length === 0) return body === undefined ? undefined : fault('it is to answer nothing')
    // A download has the type of what is in it.
    if (content['application/octet-stream'] || content['text/event-stream']) return
    const type = (headers.get('content-type') ?? '').split(';')[0]!
    if (!content[type]) return fault(`the type ${type} is not documented`)
    const valid = validator(`${name} ${type} ${status >= 400}`, content[type].schema!)
    if (!valid(body)) fault(`${ajv.errorsText(valid.errors)} in ${JSON.stringify(body).slice(0, 1_000)}`)
  }
  return {
    async call(method, path, body, headers) {
      const reply = await client.call(method, path, body, headers)
      check(method, path, reply)
      return reply
    },
    check,
    faults,
    operations: Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    ),
    answered,
  }
}

/** Readers are told to leave alone what they do not know; here everything that is answered must be known. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const open = !('properties' in inner) || 'additionalProperties' in inner || typeof inner['properties'] !== 'object'
  return open ? inner : { ...inner, additionalProperties: false }
}

/** The document's own parts are kept under a name. */
const pointed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(pointed)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' ? `document${String(value)}` : key === '$schema' ? undefined : pointed(value),
    ]),
  )
}
