import { createHash } from 'node:crypto'
import type { Session } from '../database.ts'
import type { Inputs, Statement } from '../sql.ts'

interface Kept extends Statement {
  readonly name: string
  uses: number
}

const kept = new Map<string, Kept>()
const most = 2_000
let prepared = 0
const mostPrepared = 400

/**
 * The compiled statement for a shape of request; compiled on first need and kept, the least recently used thrown away.
 * `key` must name all that decides the SQL: rights, schema, object, fields, filter shape, order.
 */
export const statementFor = (key: string, compile: () => Statement): Statement => {
  const known = kept.get(key)
  if (known) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const { text, params } = compile()
  const made: Kept = {
    text,
    params,
    name: `z${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`,
    uses: 0,
  }
  kept.set(key, made)
  if (kept.size > most) kept.delete(kept.keys().next().value!)
  return made
}

/**
 * Runs it. A shape seen often becomes a prepared statement, which saves PostgreSQL its planning, unless `special` says
 * that its best plan depends on the values (text patterns, as-of).
 */
export const run = <R>(session: Session, statement: Statement, inputs: Inputs, special = false): Promise<R[]> => {
  const s = statement as Kept
  let name: string | undefined
  if (!special && s.name !== undefined) {
    s.uses++
    if (s.uses > 3 && s.uses !== Infinity && prepared < mostPrepared) {
      prepared++
      s.uses = Infinity
    }
    if (s.uses === Infinity) name = s.name
  }
  return session.query<R>(s.text, s.params(inputs), name)
}
