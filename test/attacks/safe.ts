import { expect } from 'vitest'
import type { Database } from '#engine'
import type { Client, Reply } from '#test/server'

/** Tables that a refusal, or upkeep, may write to. */
const upkeep = ['refusal', 'idempotency', 'seal', 'built']

/** One hash over every business table of a workspace and its place in the control database. */
export const tableHash = async (db: Database, schema = 'ws_main'): Promise<string> => {
  const tables = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p') and not relispartition
     and relname <> all($2) order by 1`,
    [schema, upkeep],
  )
  const all = [...tables.map(({ name }) => `"${schema}"."${name}"`), 'zhike.workspace', 'zhike.member', 'zhike.setting']
  const parts = all.map(
    (table, at) =>
      `select ${at} as at, md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as h from ${table} t`,
  )
  const [row] = await db.query<{ hash: string }>(
    `select string_agg(h, '' order by at) as hash from (${parts.join(' union all ')}) x`,
  )
  return row!.hash
}

/** What an answer must never tell: SQL, names of tables, stacks, paths of the server. */
const insides =
  /syntax error at|relation "|does not exist at|violates \w+ constraint|duplicate key value|SQLSTATE|QUERY PLAN|ws_main|\bat (async )?[\w.<>]+ \(|file:\/\/|node_modules|\/(engine|server|platform|modules)\/[\w-]+|\.ts:\d/

/** S3: answered, not broken, and nothing told of the inside. */
export const expectSafe = (reply: Reply, what: string): void => {
  expect(reply.status, what).toBeLessThan(500)
  if (reply.status >= 400) expect(reply.text, what).not.toMatch(insides)
}

/** The same client, held to S2 and S3 on every call. Calls one after the other only: a neighbour's write would count as its own. */
export const watched = (client: Client, db: Database): Client => ({
  ...client,
  async call(method, path, body, headers) {
    const before = await tableHash(db)
    const reply = await client.call(method, path, body, headers)
    expectSafe(reply, `${method} ${path}`)
    if (reply.status >= 400) expect(await tableHash(db), `${method} ${path} was refused but wrote`).toBe(before)
    return reply
  },
})

const volatile = new Set([
  'date',
  'content-length',
  'x-request-id',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'etag',
])

const shownOf = ({ status, headers, text }: Reply, said: string) => ({
  status,
  headers: [...headers].filter(([name]) => !volatile.has(name)).sort(),
  text: text.replace(/"requestId":"[^"]*"/, '').replaceAll(said, '…'),
})

/** S5: two answers from which nobody can tell which of the two things is there. `a` and `b` are what was asked for. */
export const expectAlike = (
  [replyA, a]: readonly [Reply, string],
  [replyB, b]: readonly [Reply, string],
  what: string,
): void => {
  expect(shownOf(replyA, a), what).toEqual(shownOf(replyB, b))
}

export const asQuery = (value: unknown): string => encodeURIComponent(JSON.stringify(value))

export const noSuchId = '019abcde-0000-7000-8000-00000000dead'
