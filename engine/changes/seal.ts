import { createHash } from 'node:crypto'
import type { Session } from '../database.ts'
import { lockOf } from '../schema/sync.ts'
import { checkEnd, moveAnchor, type SealAnchor } from './seal-anchor.ts'
import { settledBelow } from './log-number.ts'

const zero = Buffer.alloc(32)
const batch = 1_000
const entrySize = 16 + 32

interface Sealed {
  readonly number: string
  readonly last_tx: string
  readonly last_id: string
  readonly entries: string
  readonly previous: string
  readonly hash: string
}

interface Entry {
  readonly id: string
  readonly tx: string
  readonly text: string
}

// `change.tx`, not `tx`: the column that is selected under that name is text, and as text '1000' comes before '999'.
// One text per entry, the same whenever it is asked for: jsonb has one form, times are written in UTC.
const entryText = `jsonb_build_array(id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), tx::text, actor, via, object, record, version, op, old, new, reason, request)::text as text`

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * Seals what was written since the last time: a chain of batches, each with the digest of every entry and a hash that
 * covers the batch before. Answers how many entries were sealed; run it until 0.
 */
export const sealChanges = (session: Session, schema: string, now: string, anchor?: SealAnchor): Promise<number> =>
  session.transaction(async (inside) => {
    await inside.query('select pg_advisory_xact_lock($1)', [lockOf(`${schema} seal`)])
    const [last] = await inside.query<Sealed>(
      `select number, last_tx::text as last_tx, last_id, encode(hash, 'hex') as hash from "${schema}".seal order by number desc limit 1`,
    )
    const entries = await inside.query<Entry>(
      `select id, tx::text as tx, ${entryText} from "${schema}".change
       where (tx, id) > ($1::xid8, $2::uuid) and tx < ${settledBelow(schema)} order by change.tx, id limit ${batch}`,
      [last?.last_tx ?? '0', last?.last_id ?? '00000000-0000-0000-0000-000000000000'],
    )
    const end = entries.at(-1)
    if (!end) return 0
    const leaves = Buffer.concat(entries.map((e) => Buffer.concat([idBytes(e.id), sha256(e.text)])))
    const previous = last ? Buffer.from(last.hash, 'hex') : zero
    const number = Number(last?.number ?? 0) + 1
    const hash = sha256(previous, leaves)
    await inside.query(
      `insert into "${schema}".seal (number, at, last_tx, last_id, entries, previous, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
      [number, now, end.tx, end.id, leaves, previous, hash],
    )
    const before = last ? { number: Number(last.number), hash: last.hash } : null
    if (anchor) await moveAnchor(inside, anchor, before, { number, hash: hash.toString('hex') })
    return entries.length
  })

const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const idText = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What a check of the sealed log found. */
export interface Verdict {
  readonly ok: boolean
  readonly entries: number
  readonly seals: number
  /**
   * The first fault: an entry changed, missing or added; a seal that does not fit the one before it; seals cut off the end; or
   * the note of the end is not ours.
   */
  readonly fault?: {
    readonly kind: 'changed' | 'missing' | 'added' | 'seal' | 'cut' | 'anchor'
    readonly entry?: string
    readonly seal: number
  }
}

/** Works every digest out anew and names the first entry that is not as it was sealed. */
export const verifySeal = async (session: Session, schema: string, anchor?: SealAnchor): Promise<Verdict> => {
  const hashes: string[] = []
  let previous: Buffer = zero
  let from = { tx: '0', id: '00000000-0000-0000-0000-000000000000' }
  let entries = 0
  for (let number = 1; ; number++) {
    const [seal] = await session.query<Sealed>(
      `select number, last_tx::text as last_tx, last_id, encode(entries, 'hex') as entries, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
       from "${schema}".seal where number >= $1 order by number limit 1`,
      [number],
    )
    if (!seal) {
      const fault = anchor && (await checkEnd(session, anchor, hashes))
      return { ok: !fault, entries, seals: number - 1, ...(fault ? { fault } : {}) }
    }
    const leaves = Buffer.from(seal.entries, 'hex')
    const broken =
      Number(seal.number) !== number ||
      seal.previous !== previous.toString('hex') ||
      seal.hash !== sha256(previous, leaves).toString('hex')
    const found = await session.query<Entry>(
      `select id, tx::text as tx, ${entryText} from "${schema}".change where (tx, id) > ($1::xid8, $2::uuid) and (tx, id) <= ($3::xid8, $4::uuid) order by change.tx, id`,
      [from.tx, from.id, seal.last_tx, seal.last_id],
    )
    const fault = compare(leaves, found)
    if (fault) return { ok: false, entries, seals: number - 1, fault: { ...fault, seal: number } }
    if (broken) return { ok: false, entries, seals: number - 1, fault: { kind: 'seal', seal: number } }
    entries += found.length
    previous = Buffer.from(seal.hash, 'hex')
    hashes.push(seal.hash)
    from = { tx: seal.last_tx, id: seal.last_id }
  }
}

const compare = (
  leaves: Buffer,
  found: readonly Entry[],
): { kind: 'changed' | 'missing' | 'added'; entry: string } | null => {
  const sealed = new Map<string, Buffer>()
  for (let at = 0; at < leaves.length; at += entrySize)
    sealed.set(idText(leaves.subarray(at, at + 16)), leaves.subarray(at + 16, at + entrySize))
  for (const entry of found) {
    const digest = sealed.get(entry.id)
    if (!digest) return { kind: 'added', entry: entry.id }
    if (!digest.equals(sha256(entry.text))) return { kind: 'changed', entry: entry.id }
    sealed.delete(entry.id)
  }
  const [missing] = sealed.keys()
  return missing === undefined ? null : { kind: 'missing', entry: missing }
}
