import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { connectionOptions, planOnce, uuid7 } from '#engine'
import type { Recipe, Recipes, Sent } from './recipe.ts'

// What the engine is measured against: a bare handler that knows its statements, prepares each once and passes on the JSON
// that PostgreSQL builds. No session, no rights, no checks, no routes; only the work that no server can do without.
const recipes = JSON.parse(readFileSync(process.argv[3]!, 'utf8')) as Recipes
const poolOf = (more = '') =>
  new pg.Pool({
    connectionString: process.argv[2]!,
    max: 16,
    types: { getTypeParser: () => String as never },
    options: `${connectionOptions}${more}`,
  })
// What the engine plans once is planned once here too; the rest is left to PostgreSQL. Like the engine's, connections put tokens
// into the search index in small portions: with others of its own one side would pay for what the other left.
const pools = { once: poolOf(` ${planOnce}`), auto: poolOf() }

const names = new Map<string, string>()
const nameOf = (text: string) => names.get(text) ?? names.set(text, `raw${names.size}`).get(text)!

type Rows = Record<string, string>[]
const run = async ({ text, prepared }: Sent, values: readonly unknown[]): Promise<Rows> =>
  (await pools[prepared ? 'once' : 'auto'].query({ name: nameOf(text), text, values: [...values] })).rows as Rows

const bodyOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
}

/** The values of a write for another document, at another time and by another request; no value else is touched. */
const renewed = ({ values }: Sent, { stamps }: Recipe, document: Record<string, unknown>, now: string): unknown[] => {
  const request = uuid7()
  return values.map((value, i) => {
    if (i === 0) return JSON.stringify([document])
    return value === stamps!.moment ? now : value === stamps!.request ? request : value
  })
}

const firstDocument = (sent: Sent) =>
  (JSON.parse(sent.values[0] as string) as [Record<string, Record<string, unknown>>])[0]

const answers: Record<Recipe['answer'], (recipe: Recipe, request: IncomingMessage) => Promise<string>> = {
  async list({ statements, tail, limit }) {
    const rows = await run(statements[0]!, statements[0]!.values)
    const documents = rows.length > limit ? rows.slice(0, limit) : rows
    return `{"data":[${documents.map((r) => r['doc']).join(',')}]${tail}`
  },
  async record({ statements }) {
    const [row] = await run(statements[0]!, statements[0]!.values)
    return row!['doc']!
  },
  async create(recipe, request) {
    const insert = recipe.statements[0]!
    const given = await bodyOf(request)
    const kept = firstDocument(insert)
    const [id, now] = [uuid7(), new Date().toISOString()]
    const document = {
      id,
      change: uuid7(),
      row: { ...kept['row'], ...given, id, createdAt: now, updatedAt: now },
      new: { ...kept['new'], ...given },
    }
    const [row] = await run(insert, renewed(insert, recipe, document, now))
    return row!['document']!
  },
  async update(recipe, request) {
    const [read, write] = recipe.statements
    const set = await bodyOf(request)
    const [before] = await run(read!, read!.values)
    const row = JSON.parse(before!['row']!) as Record<string, unknown>
    const old = Object.fromEntries(Object.keys(set).map((name) => [name, row[name] ?? null]))
    const document = { id: before!['id'], version: Number(before!['version']), change: uuid7(), old, set }
    const [done] = await run(write!, renewed(write!, recipe, document, new Date().toISOString()))
    return done!['document']!
  },
}

const server = createServer((request, response) => {
  const recipe = recipes[request.url!]!
  answers[recipe.answer](recipe, request).then(
    (text) => {
      const body = Buffer.from(text)
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
        .end(body)
    },
    (error: Error) =>
      response.writeHead(500, { 'content-length': Buffer.byteLength(error.message) }).end(error.message),
  )
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit(0))
